#import "ANOThreadWitness.h"

#include <string.h>

#ifdef __APPLE__
#include <mach/mach.h>
#include <pthread.h>
#else
#include <dirent.h>
#include <stdio.h>
#endif

static const char kSuffix[] = "ANEServicesThread";

enum {
  kNameBytes = 64,
  /// Fewer bytes of a cut name could be anybody's.
  kFewestBytes = 4,
  /// Linux keeps 15 bytes of a thread's name.
  kKeptBytes = 15
};

BOOL ANOIsEngineThread(const char *name, size_t kept) {
  size_t length = strlen(name);
  size_t suffix = sizeof kSuffix - 1;
  if (length >= suffix && strcmp(name + length - suffix, kSuffix) == 0) {
    return YES;
  }
  if (length != kept) {
    return NO;
  }
  for (size_t start = 0; start + kFewestBytes <= length; start++) {
    if (length - start < suffix && strncmp(name + start, kSuffix, length - start) == 0) {
      return YES;
    }
  }
  return NO;
}

#ifdef __APPLE__

static BOOL IsEngineThread(thread_act_t thread) {
  char name[kNameBytes] = "";
  pthread_t handle = pthread_from_mach_thread_np(thread);
  return handle != NULL && pthread_getname_np(handle, name, sizeof name) == 0 &&
         ANOIsEngineThread(name, sizeof name - 1);
}

NSUInteger ANOCountEngineThreads(void) {
  thread_act_array_t threads = NULL;
  mach_msg_type_number_t count = 0;
  if (task_threads(mach_task_self(), &threads, &count) != KERN_SUCCESS) {
    return 0;
  }
  NSUInteger found = 0;
  for (mach_msg_type_number_t i = 0; i < count; i++) {
    found += IsEngineThread(threads[i]) ? 1 : 0;
    mach_port_deallocate(mach_task_self(), threads[i]);
  }
  vm_deallocate(mach_task_self(), (vm_address_t)threads, count * sizeof(*threads));
  return found;
}

#else

static BOOL IsEngineThread(const char *task) {
  char path[sizeof "/proc/self/task//comm" + 256];
  snprintf(path, sizeof path, "/proc/self/task/%s/comm", task);
  FILE *file = fopen(path, "r");
  if (file == NULL) {
    return NO;
  }
  char name[kNameBytes] = "";
  BOOL read = fgets(name, sizeof name, file) != NULL;
  fclose(file);
  name[strcspn(name, "\n")] = 0;
  return read && ANOIsEngineThread(name, kKeptBytes);
}

NSUInteger ANOCountEngineThreads(void) {
  DIR *tasks = opendir("/proc/self/task");
  NSUInteger found = 0;
  struct dirent *entry = NULL;
  while (tasks != NULL && (entry = readdir(tasks)) != NULL) {
    found += entry->d_name[0] != '.' && IsEngineThread(entry->d_name) ? 1 : 0;
  }
  if (tasks != NULL) {
    closedir(tasks);
  }
  return found;
}

#endif

@implementation ANOThreadWitness

- (void)willCompile {
  _before = ANOCountEngineThreads();
}

- (void)didLoadModel:(id<ANOModel>)model {
  _afterLoad = ANOCountEngineThreads();
}

- (void)willPredict:(id<ANOModel>)model inputs:(id<ANOInputs>)inputs {
}

- (void)didPredict:(id<ANOModel>)model inputs:(id<ANOInputs>)inputs {
  _afterPrediction = ANOCountEngineThreads();
}

- (void)reportTo:(id<ANOSink>)sink {
  NSDictionary *data = [NSDictionary
      dictionaryWithObjectsAndKeys:[NSNumber numberWithUnsignedInteger:_before], @"before",
                                   [NSNumber numberWithUnsignedInteger:_afterLoad], @"afterLoad",
                                   [NSNumber numberWithUnsignedInteger:_afterPrediction],
                                   @"afterPrediction", nil];
  [sink emit:@"evidence"
      fields:[NSDictionary dictionaryWithObjectsAndKeys:@"threads", @"kind", data, @"data", nil]];
}

- (void)gatherLateFor:(id<ANOModel>)model inputs:(id<ANOInputs>)inputs sink:(id<ANOSink>)sink {
}

@end
