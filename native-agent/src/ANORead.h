/// Reads getters of private classes, which another system may have changed or dropped.
#import <Foundation/Foundation.h>

NS_ASSUME_NONNULL_BEGIN

/// Returns what the getter returns, borrowed; nil where `target` is nil, has no such getter, has
/// one of another type, or raises. `target` may be a class.
id _Nullable ANOReadObject(id _Nullable target, SEL getter);

/// The same for a getter of any integer type or BOOL. Returns whether it could be read.
BOOL ANOReadInteger(id _Nullable target, SEL getter, long long *value);

/// Returns `object` where it is of that class, else nil.
id _Nullable ANOAs(Class kind, id _Nullable object);

NS_ASSUME_NONNULL_END
