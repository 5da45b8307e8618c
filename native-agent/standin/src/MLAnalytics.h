/// The private objects that tell an E5 engine's segmentation.
#import "MLScripted.h"

@interface StandinPlayedProgram : NSObject {
  NSDictionary *_script;
}

- (instancetype)initWithScript:(NSDictionary *)script;
- (id)programLibrary;
- (NSDictionary *)segmentationAnalyticsAndReturnError:(NSError **)error;

@end
