/// Pages: foundation/nserror, nsexception, nsurl, nsuuid, nsfilemanager, nsbundle,
/// nsjsonserialization, nslock, nscondition, nsthread, nsprocessinfo.
#import <Foundation/NSText.h>

typedef NSString *NSErrorDomain;
typedef NSString *NSErrorUserInfoKey;
typedef NSString *NSExceptionName;

extern NSErrorDomain const NSCocoaErrorDomain;
extern NSErrorDomain const NSPOSIXErrorDomain;
extern NSErrorUserInfoKey const NSLocalizedDescriptionKey;
extern NSErrorUserInfoKey const NSUnderlyingErrorKey;
extern NSExceptionName const NSGenericException;
extern NSExceptionName const NSInvalidArgumentException;

@interface NSError : NSObject <NSCopying>

@property(readonly, copy) NSErrorDomain domain;
@property(readonly) NSInteger code;
@property(readonly, copy) NSDictionary<NSErrorUserInfoKey, id> *userInfo;
@property(readonly, copy) NSString *localizedDescription;

+ (instancetype)errorWithDomain:(NSErrorDomain)domain
                           code:(NSInteger)code
                       userInfo:(NSDictionary<NSErrorUserInfoKey, id> *)userInfo;

@end

@interface NSException : NSObject <NSCopying>

@property(readonly, copy) NSExceptionName name;
@property(readonly, copy) NSString *reason;

+ (void)raise:(NSExceptionName)name format:(NSString *)format, ... NS_FORMAT_FUNCTION(2, 3);
+ (NSException *)exceptionWithName:(NSExceptionName)name
                            reason:(NSString *)reason
                          userInfo:(NSDictionary *)userInfo;

@end

@interface NSURL : NSObject <NSCopying>

@property(readonly, copy) NSString *path;
@property(readonly, copy) NSString *absoluteString;
@property(readonly, getter=isFileURL) BOOL fileURL;

+ (NSURL *)fileURLWithPath:(NSString *)path;

@end

@interface NSUUID : NSObject <NSCopying>

@property(readonly, copy) NSString *UUIDString;

+ (instancetype)UUID;

@end

typedef NSString *NSFileAttributeKey;

@interface NSFileManager : NSObject

@property(class, readonly, retain) NSFileManager *defaultManager;

- (BOOL)createDirectoryAtPath:(NSString *)path
    withIntermediateDirectories:(BOOL)createIntermediates
                     attributes:(NSDictionary<NSFileAttributeKey, id> *)attributes
                          error:(NSError **)error;
- (BOOL)moveItemAtPath:(NSString *)path toPath:(NSString *)destination error:(NSError **)error;
- (BOOL)removeItemAtPath:(NSString *)path error:(NSError **)error;
@property(readonly, copy) NSString *currentDirectoryPath;

- (BOOL)fileExistsAtPath:(NSString *)path;
- (BOOL)isReadableFileAtPath:(NSString *)path;
- (BOOL)fileExistsAtPath:(NSString *)path isDirectory:(BOOL *)isDirectory;
- (NSArray<NSString *> *)contentsOfDirectoryAtPath:(NSString *)path error:(NSError **)error;
- (NSString *)stringWithFileSystemRepresentation:(const char *)text length:(NSUInteger)length;

@end

@interface NSBundle : NSObject

@property(class, readonly, retain) NSBundle *mainBundle;
@property(readonly, copy) NSString *executablePath;

@end

typedef NS_OPTIONS(NSUInteger, NSJSONReadingOptions) {
  NSJSONReadingMutableContainers = 1,
  NSJSONReadingMutableLeaves = 2,
  NSJSONReadingFragmentsAllowed = 4
};

typedef NS_OPTIONS(NSUInteger, NSJSONWritingOptions) { NSJSONWritingPrettyPrinted = 1 };

@interface NSJSONSerialization : NSObject

+ (BOOL)isValidJSONObject:(id)object;
+ (NSData *)dataWithJSONObject:(id)object
                       options:(NSJSONWritingOptions)options
                         error:(NSError **)error;
+ (id)JSONObjectWithData:(NSData *)data
                 options:(NSJSONReadingOptions)options
                   error:(NSError **)error;

@end

@interface NSLock : NSObject

- (void)lock;
- (void)unlock;
- (BOOL)tryLock;

@end

@interface NSCondition : NSObject

- (void)lock;
- (void)unlock;
- (void)wait;
- (void)signal;
- (void)broadcast;

@end

@interface NSThread : NSObject

@property(class, readonly) BOOL isMainThread;

@end

@interface NSProcessInfo : NSObject

@property(class, readonly, retain) NSProcessInfo *processInfo;
@property(readonly, copy) NSArray<NSString *> *arguments;
@property(readonly, copy) NSDictionary<NSString *, NSString *> *environment;

@end

NSString *NSTemporaryDirectory(void);
NSString *NSHomeDirectory(void);
