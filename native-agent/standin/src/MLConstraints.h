/// The constraints of a feature, made from its entry in the script.
#import "MLScripted.h"

/// Apple's headers name no superclass but NSObject, so each of these keeps the script itself.
#define ANO_SCRIPTED                                       \
  -(instancetype)initWithScript : (NSDictionary *)script { \
    self = [super init];                                   \
    if (self != nil) {                                     \
      _script = [script retain];                           \
    }                                                      \
    return self;                                           \
  }                                                        \
  -(void)dealloc {                                         \
    [_script release];                                     \
    [super dealloc];                                       \
  }

#define ANO_SCRIPTED_CLASS(NAME)                          \
  @interface NAME ()                                      \
  -(instancetype)initWithScript : (NSDictionary *)script; \
  @end

ANO_SCRIPTED_CLASS(MLMultiArrayShapeConstraint)
ANO_SCRIPTED_CLASS(MLMultiArrayConstraint)
ANO_SCRIPTED_CLASS(MLStateConstraint)
ANO_SCRIPTED_CLASS(MLImageSizeConstraint)
ANO_SCRIPTED_CLASS(MLImageConstraint)
ANO_SCRIPTED_CLASS(MLDictionaryConstraint)
ANO_SCRIPTED_CLASS(MLSequenceConstraint)

@interface MLImageSize ()

- (instancetype)initWithSizes:(NSArray *)sizes;

@end

/// [least, most] as a range that holds the sizes; no upper bound where most is the smaller.
NSRange StandinSizes(NSArray *bounds);
