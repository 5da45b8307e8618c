/// What ANOFakeRuntime gives out.
#import "ANOFakeRuntime.h"

NS_ASSUME_NONNULL_BEGIN

@interface ANOFakeModel : NSObject <ANOModel> {
 @private
  ANOFakeRuntime *_runtime;
}

+ (instancetype)modelOfRuntime:(ANOFakeRuntime *)runtime;

@end

@interface ANOFakeWitness : NSObject <ANOWitness> {
 @private
  ANOFakeRuntime *_runtime;
}

+ (instancetype)witnessOfRuntime:(ANOFakeRuntime *)runtime;

@end

NS_ASSUME_NONNULL_END
