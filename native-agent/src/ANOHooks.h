/// Puts the hooks of the table in place, and tells which are.
#import "ANOHookTable.h"

NS_ASSUME_NONNULL_BEGIN

/// How the installing of one hook went.
typedef NS_ENUM(NSInteger, ANOHookStatus) {
  ANOHookStatusMissing = 0,
  ANOHookStatusTypeMismatch,
  ANOHookStatusInstalled
};

/// The hooks of this process; there is one set of them, since classes are global.
@interface ANOHooks : NSObject

/// Loads AppleNeuralEngine and installs what fits; later calls change nothing.
+ (void)install;

/// The rows of `hello`.
+ (NSArray<NSDictionary<NSString *, id> *> *)rows;

/// Whether each installed hook is still the implementation of its method, and each required one was
/// installed.
+ (BOOL)intact;

@end

/// Installs one row and keeps the implementation that was there. `encoding` gets the types found
/// where they are not the expected ones.
ANOHookStatus ANOHookInstallRow(const ANOHookRow *row, IMP _Nullable *_Nonnull original,
                                NSString *_Nullable *_Nonnull encoding);

/// Whether the row's method still has the row's replacement.
BOOL ANOHookRowIsInPlace(const ANOHookRow *row);

/// The implementation that the hook stands in front of.
IMP ANOHookOriginal(ANOHook hook);

NS_ASSUME_NONNULL_END
