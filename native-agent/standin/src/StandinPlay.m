#import "StandinPlay.h"

#import "StandinClasses.h"
#import "StandinScript.h"

#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

static int signalNumber(NSString *name) {
  NSDictionary *numbers =
      [NSDictionary dictionaryWithObjectsAndKeys:[NSNumber numberWithInt:SIGSEGV], @"SIGSEGV",
                                                 [NSNumber numberWithInt:SIGABRT], @"SIGABRT",
                                                 [NSNumber numberWithInt:SIGKILL], @"SIGKILL",
                                                 [NSNumber numberWithInt:SIGBUS], @"SIGBUS",
                                                 [NSNumber numberWithInt:SIGILL], @"SIGILL",
                                                 [NSNumber numberWithInt:SIGFPE], @"SIGFPE",
                                                 [NSNumber numberWithInt:SIGTRAP], @"SIGTRAP",
                                                 [NSNumber numberWithInt:SIGTERM], @"SIGTERM", nil];
  NSNumber *number = [numbers objectForKey:name];
  return number != nil ? [number intValue] : SIGABRT;
}

static void dieOf(int number) {
  signal(number, SIG_DFL);
  kill(getpid(), number);
  for (;;) {
    pause();
  }
}

static void print(int descriptor, NSDictionary *play) {
  NSData *text = [[play objectForKey:@"text"] dataUsingEncoding:NSUTF8StringEncoding];
  NSMutableData *out = [NSMutableData dataWithData:text ?: [NSData data]];
  char letter = '#';
  for (NSUInteger i = (NSUInteger)StandinNumber(play, @"bytes", 0); i > 0; i--) {
    [out appendBytes:&letter length:1];
  }
  const char *bytes = [out bytes];
  size_t left = [out length];
  while (left > 0) {
    ssize_t written = write(descriptor, bytes, left);
    if (written <= 0) {
      return;
    }
    bytes += written;
    left -= (size_t)written;
  }
}

static void keepMemory(size_t bytes) {
  static NSMutableArray *kept;
  @synchronized([NSMutableArray class]) {
    if (kept == nil) {
      kept = [NSMutableArray new];
    }
    NSMutableData *memory = [NSMutableData dataWithLength:bytes];
    memset([memory mutableBytes], 0x5a, bytes);
    [kept addObject:memory];
  }
}

static void leaveChild(void) {
  if (fork() == 0) {
    signal(SIGHUP, SIG_IGN);
    for (;;) {
      pause();
    }
  }
}

static void leaveFile(NSUInteger bytes) {
  NSString *name = [NSString stringWithFormat:@"standin-%d.bin", getpid()];
  [[NSMutableData dataWithLength:bytes]
      writeToFile:[NSTemporaryDirectory() stringByAppendingPathComponent:name]
       atomically:NO];
}

struct StandinNamedThread {
  const char *name;
  sem_t named;
};

static void *waitUnderName(void *argument) {
  struct StandinNamedThread *thread = argument;
  prctl(PR_SET_NAME, thread->name, 0, 0, 0);
  sem_post(&thread->named);
  for (;;) {
    pause();
  }
}

/// Returns when the thread has its name.
void StandinStartNamedThread(NSString *name) {
  pthread_t thread;
  struct StandinNamedThread named = {.name = [name UTF8String]};
  sem_init(&named.named, 0, 0);
  if (pthread_create(&thread, NULL, waitUnderName, &named) == 0) {
    while (sem_wait(&named.named) != 0) {
    }
    pthread_detach(thread);
  }
  sem_destroy(&named.named);
}

static BOOL fail(NSDictionary *play, NSError **error) {
  if (error != NULL && !StandinFlag(play, @"nil", NO)) {
    NSString *text = [play objectForKey:@"text"] ?: @"played";
    *error = [NSError
        errorWithDomain:[play objectForKey:@"domain"] ?: @"com.apple.CoreML"
                   code:(NSInteger)StandinNumber(play, @"code", 0)
               userInfo:[NSDictionary dictionaryWithObject:text forKey:NSLocalizedDescriptionKey]];
  }
  return NO;
}

static BOOL playOne(NSDictionary *play, NSError **error) {
  NSString *what = [play objectForKey:@"what"];
  if ([what isEqual:@"error"]) {
    return fail(play, error);
  } else if ([what isEqual:@"raise"]) {
    [NSException raise:[play objectForKey:@"name"] ?: NSGenericException
                format:@"%@", [play objectForKey:@"text"] ?: @"played"];
  } else if ([what isEqual:@"signal"]) {
    dieOf(signalNumber([play objectForKey:@"signal"]));
  } else if ([what isEqual:@"exit"]) {
    exit((int)StandinNumber(play, @"code", 0));
  } else if ([what isEqual:@"hang"]) {
    for (;;) {
      pause();
    }
  } else if ([what isEqual:@"slow"]) {
    StandinPauseFor(StandinNumber(play, @"ms", 0));
  } else if ([what isEqual:@"stdout"]) {
    print(1, play);
  } else if ([what isEqual:@"stderr"]) {
    print(2, play);
  } else if ([what isEqual:@"memory"]) {
    keepMemory((size_t)StandinNumber(play, @"bytes", 0));
  } else if ([what isEqual:@"fork"]) {
    leaveChild();
  } else if ([what isEqual:@"files"]) {
    leaveFile((NSUInteger)StandinNumber(play, @"bytes", 0));
  } else if ([what isEqual:@"detach"]) {
    StandinRestoreMethod([play objectForKey:@"class"], [play objectForKey:@"selector"]);
  } else if ([what isEqual:@"aneThread"]) {
    StandinStartNamedThread([play objectForKey:@"name"] ?: @"ANEServicesThread");
  } else {
    [NSException raise:NSInvalidArgumentException format:@"Nothing to play by the name %@", what];
  }
  return YES;
}

static BOOL playWhere(NSDictionary *script, BOOL (^isDue)(NSDictionary *), NSError **error) {
  for (NSDictionary *play in StandinTyped([script objectForKey:@"play"], [NSArray class])) {
    if (isDue(play) && !playOne(play, error)) {
      return NO;
    }
  }
  return YES;
}

BOOL StandinPlay(NSDictionary *script, NSString *point, NSError **error) {
  return playWhere(
      script,
      ^BOOL(NSDictionary *play) {
        return [[play objectForKey:@"at"] isEqual:point];
      },
      error);
}

BOOL StandinPlayPrediction(NSDictionary *script, NSUInteger number, NSError **error) {
  return playWhere(
      script,
      ^BOOL(NSDictionary *play) {
        NSString *at = [play objectForKey:@"at"];
        if ([at isEqual:@"late"]) {
          return (double)number >= StandinNumber(play, @"after", 1);
        }
        double only = StandinNumber(play, @"prediction", -1);
        return [at isEqual:@"predict"] && (only < 0 || (double)number == only);
      },
      error);
}

/// A machine on which the helper starts slowly, or dies before its first word.
void StandinPlayStart(void) {
  @autoreleasepool {
    NSDictionary *machine = StandinMachineScript();
    StandinPauseFor(StandinNumber(machine, @"startDelayMs", 0));
    NSString *name = StandinTyped([machine objectForKey:@"startSignal"], [NSString class]);
    if (name != nil) {
      dieOf(signalNumber(name));
    }
    NSNumber *code = StandinTyped([machine objectForKey:@"startExit"], [NSNumber class]);
    if (code != nil) {
      _exit([code intValue]);
    }
  }
}
