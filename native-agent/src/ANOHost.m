#import "ANOHost.h"

#import "ANORead.h"
#import "_ANEDeviceInfo.h"

#include <dlfcn.h>
#import <objc/runtime.h>

#ifdef __APPLE__
#import <IOKit/IOKitLib.h>
#include <sys/sysctl.h>
#endif

static void set(NSMutableDictionary *facts, NSString *name, id value) {
  if (value) {
    [facts setObject:value forKey:name];
  }
}

#ifdef __APPLE__

static NSString *sysctlText(const char *name) {
  char text[256];
  size_t size = sizeof(text) - 1;
  if (sysctlbyname(name, text, &size, NULL, 0) != 0) {
    return nil;
  }
  text[size] = 0;
  return [NSString stringWithUTF8String:text];
}

static void addMachine(NSMutableDictionary *facts) {
  set(facts, @"chip", sysctlText("machdep.cpu.brand_string"));
  set(facts, @"model", sysctlText("hw.model"));
  set(facts, @"osVersion", sysctlText("kern.osproductversion"));
  set(facts, @"osBuild", sysctlText("kern.osversion"));
  int translated = 0;
  size_t size = sizeof(translated);
  // Absent where nothing can be translated.
  BOOL known = sysctlbyname("sysctl.proc_translated", &translated, &size, NULL, 0) == 0;
  set(facts, @"translated", [NSNumber numberWithBool:known && translated == 1]);
}

/// The driver's numbers, better than those of _ANEDeviceInfo on chips newer than its table
/// (751K/apple-neural-engine-monitor).
static void addDriver(NSMutableDictionary *ane) {
  io_service_t service = IOServiceGetMatchingService(MACH_PORT_NULL, IOServiceMatching("H11ANEIn"));
  if (!service) {
    return;
  }
  CFTypeRef found =
      IORegistryEntryCreateCFProperty(service, CFSTR("DeviceProperties"), kCFAllocatorDefault, 0);
  IOObjectRelease(service);
  NSDictionary *properties = ANOAs([NSDictionary class], (id)found);
  id cores = [properties objectForKey:@"ANEDevicePropertyNumANECores"];
  set(ane, @"cores", ANOAs([NSNumber class], cores));
  id type = [properties objectForKey:@"ANEDevicePropertyTypeANEArchitectureTypeStr"];
  set(ane, @"architecture", ANOAs([NSString class], type));
  if (found) {
    CFRelease(found);
  }
}

#else

/// The stand-in's script speaks for the machine.
static void addMachine(NSMutableDictionary *facts) {
  NSDictionary *(*standinHost)(void) =
      (NSDictionary * (*)(void)) dlsym(RTLD_DEFAULT, "ANOStandinHost");
  NSDictionary *scripted = standinHost ? ANOAs([NSDictionary class], standinHost()) : nil;
  for (NSString *name in @[ @"chip", @"model", @"osVersion", @"osBuild" ]) {
    set(facts, name, [scripted objectForKey:name]);
  }
  set(facts, @"translated", [NSNumber numberWithBool:NO]);
}

static void addDriver(NSMutableDictionary *ane) {}

#endif

static NSNumber *truth(Class info, SEL getter) {
  long long value = 0;
  return ANOReadInteger(info, getter, &value) ? [NSNumber numberWithBool:value != 0] : nil;
}

static NSDictionary *neuralEngine(void) {
  NSMutableDictionary *ane = [NSMutableDictionary dictionary];
  Class info = (Class)objc_getClass("_ANEDeviceInfo");
  NSNumber *present = truth(info, @selector(hasANE));
  set(ane, @"virtualMachine", truth(info, @selector(isVirtualMachine)));
  long long cores = 0;
  if ([present boolValue] && ANOReadInteger(info, @selector(numANECores), &cores) && cores > 0) {
    set(ane, @"cores", [NSNumber numberWithLongLong:cores]);
  }
  set(ane, @"architecture",
      ANOAs([NSString class], ANOReadObject(info, @selector(aneArchitectureType))));
  addDriver(ane);
  BOOL driven = [ane objectForKey:@"cores"] != nil;
  set(ane, @"present", present ? present : [NSNumber numberWithBool:driven]);
  return ane;
}

@implementation ANOHost

+ (NSDictionary<NSString *, id> *)facts {
  NSMutableDictionary *facts = [NSMutableDictionary dictionary];
  addMachine(facts);
  [facts setObject:neuralEngine() forKey:@"ane"];
  return facts;
}

@end
