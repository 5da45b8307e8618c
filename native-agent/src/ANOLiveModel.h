/// A model that Core ML has loaded.
#import "ANORuntime.h"

#import <CoreML/CoreML.h>

NS_ASSUME_NONNULL_BEGIN

@interface ANOLiveModel : NSObject <ANOModel> {
  MLModel *_model;
}

- (instancetype)initWithModel:(MLModel *)model;

/// For witnesses that ask Core ML more than ANOModel tells.
- (MLModel *)coreMLModel;

@end

NS_ASSUME_NONNULL_END
