/// Scripts as text, for tests that say much in few lines.
#import <Foundation/Foundation.h>

NS_ASSUME_NONNULL_BEGIN

/// Reads JSON that has ' instead of ".
NSDictionary *ANOScriptText(NSString *text);

NS_ASSUME_NONNULL_END
