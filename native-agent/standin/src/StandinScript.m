#import "StandinScript.h"

#include <errno.h>
#include <time.h>
#include <unistd.h>

static NSString *const ScriptName = @"standin.json";

static NSDictionary *_Nullable readScript(NSString *path) {
  NSData *data = [NSData dataWithContentsOfFile:path];
  if (data == nil) {
    return nil;
  }
  id script = StandinTyped([NSJSONSerialization JSONObjectWithData:data options:0 error:NULL],
                           [NSDictionary class]);
  if (script == nil) {
    [NSException raise:NSInvalidArgumentException format:@"Not a script: %@", path];
  }
  return script;
}

static NSString *executableFolder(void) {
  char path[4096];
  ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);
  if (length < 0) {
    return @".";
  }
  path[length] = 0;
  return [[NSString stringWithUTF8String:path] stringByDeletingLastPathComponent];
}

NSDictionary *StandinMachineScript(void) {
  static NSDictionary *script;
  @synchronized([NSJSONSerialization class]) {
    if (script == nil) {
      script = readScript([executableFolder() stringByAppendingPathComponent:ScriptName]);
      script = script != nil ? [script retain] : [NSDictionary new];
    }
  }
  return script;
}

NSDictionary *StandinHostScript(void) {
  NSMutableDictionary *host = [NSMutableDictionary dictionary];
  [host setObject:[NSNumber numberWithBool:YES] forKey:@"anePresent"];
  NSDictionary *given =
      StandinTyped([StandinMachineScript() objectForKey:@"host"], [NSDictionary class]);
  if (given != nil) {
    [host addEntriesFromDictionary:given];
  }
  return host;
}

NSDictionary *StandinModelScript(NSString *path) {
  NSDictionary *own = readScript([path stringByAppendingPathComponent:ScriptName]);
  if (own != nil) {
    return own;
  }
  NSDictionary *models =
      StandinTyped([StandinMachineScript() objectForKey:@"models"], [NSDictionary class]);
  id script = [models objectForKey:[path lastPathComponent]];
  return StandinTyped(script ?: [models objectForKey:@"*"], [NSDictionary class]);
}

id StandinTyped(id value, Class type) {
  return [value isKindOfClass:type] ? value : nil;
}

double StandinNumber(NSDictionary *script, NSString *key, double fallback) {
  NSNumber *number = StandinTyped([script objectForKey:key], [NSNumber class]);
  return number != nil ? [number doubleValue] : fallback;
}

BOOL StandinFlag(NSDictionary *script, NSString *key, BOOL fallback) {
  NSNumber *number = StandinTyped([script objectForKey:key], [NSNumber class]);
  return number != nil ? [number boolValue] : fallback;
}

void StandinPauseFor(double milliseconds) {
  struct timespec left = {.tv_sec = (time_t)(milliseconds / 1000)};
  left.tv_nsec = (long)((milliseconds - 1000.0 * (double)left.tv_sec) * 1e6);
  while (nanosleep(&left, &left) != 0 && errno == EINTR) {
  }
}
