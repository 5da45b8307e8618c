/// A conversation with ANOServe over descriptors, within the test's own process.
#import <Foundation/Foundation.h>

#import "ANODispatch.h"

NS_ASSUME_NONNULL_BEGIN

@interface ANOConversation : NSObject {
 @private
  ANOExit _ended;
  NSArray<NSDictionary *> *_messages;
}

/// Gives the bytes as standard input and reads what comes until the end. Every line of the helper
/// is checked against the protocol on the way.
+ (instancetype)withRuntime:(id<ANORuntime>)runtime input:(NSData *)input;

/// The same with one line of text.
+ (instancetype)withRuntime:(id<ANORuntime>)runtime line:(NSString *)line;

@property(nonatomic, readonly) ANOExit ended;
@property(nonatomic, readonly) NSArray<NSDictionary *> *messages;

/// The types of the messages, joined by spaces.
- (NSString *)types;

@end

/// Returns the messages in a file of lines; each must be one of the helper's.
NSArray<NSDictionary *> *ANOMessagesInFile(NSString *path);

NS_ASSUME_NONNULL_END
