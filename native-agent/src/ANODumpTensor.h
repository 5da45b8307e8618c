/// One tensor of a call, copied: its bytes and what they are.
#import <Foundation/Foundation.h>

NS_ASSUME_NONNULL_BEGIN

@interface ANODumpTensor : NSObject {
  NSData *_bytes;
  NSDictionary *_facts;
  NSString *_symbol;
}

@property(nonatomic, readonly) NSData *bytes;
/// JSON values: `symbol`, `shape`, `bytesPerRow`, `elementBytes`, `elementType`, …
@property(nonatomic, readonly) NSDictionary<NSString *, id> *facts;
@property(nonatomic, readonly) NSString *symbol;

/// Copies the surface of tensor `index` of the request; nil where there is none to copy.
+ (nullable instancetype)tensorOfRequest:(id)request
                                aneModel:(nullable id)aneModel
                                 outputs:(BOOL)outputs
                                   index:(NSUInteger)index;

/// How many bytes the tensor has; 0 where there is none.
+ (unsigned long long)sizeOfRequest:(id)request outputs:(BOOL)outputs index:(NSUInteger)index;

+ (NSUInteger)countOfRequest:(nullable id)request outputs:(BOOL)outputs;

@end

NS_ASSUME_NONNULL_END
