#import "ANOHookEvent.h"

#import "ANOCallerStack.h"
#import "ANORead.h"
#import "_ANERequest.h"

static NSString *const hookDomain = @"dev.aneoracle.hook";
enum { raisedCode = 1, silentCode = 2, deepestError = 8 };

static NSDictionary *errorFields(NSString *domain, NSInteger code, NSString *text) {
  return @{
    @"domain" : domain ? domain : hookDomain,
    @"code" : [NSNumber numberWithInteger:code],
    @"text" : text ? text : @""
  };
}

/// Joins the texts of the error and of those under it, which tend to hold the reason.
static NSString *textOf(NSError *error) {
  NSMutableArray *texts = [NSMutableArray array];
  for (int depth = 0; [error isKindOfClass:[NSError class]] && depth < deepestError; depth++) {
    NSString *text = [error localizedDescription];
    if (text && ![texts containsObject:text]) {
      [texts addObject:text];
    }
    error = [[error userInfo] objectForKey:NSUnderlyingErrorKey];
  }
  return [texts componentsJoinedByString:@": "];
}

static NSDictionary *errorOf(const ANOHookFrame *frame) {
  if (!frame->returned) {
    return errorFields(hookDomain, raisedCode, @"the call raised an exception");
  }
  NSError *error = ANOAs([NSError class], ANOHookFrameError(frame));
  if (!error) {
    return errorFields(hookDomain, silentCode, @"the call failed without an error");
  }
  return errorFields([error domain], [error code], textOf(error));
}

BOOL ANOHookIsAsynchronous(const ANOHookFrame *frame) {
  // Of a chain only the start is seen.
  return frame->hook == ANOHookBuffersReady || frame->hook == ANOHookDoBuffersReady ||
         ANOReadObject(frame->request, @selector(completionHandler)) != nil ||
         ANOReadObject(frame->request, @selector(sharedEvents)) != nil;
}

NSMutableDictionary *ANOHookEvent(const ANOHookFrame *frame, NSUInteger model) {
  NSMutableDictionary *fields = [NSMutableDictionary dictionary];
  [fields setObject:[NSNumber numberWithUnsignedInteger:model] forKey:@"model"];
  [fields setObject:[NSString stringWithUTF8String:ANOHookTable[frame->hook].selector]
             forKey:@"selector"];
  [fields setObject:[NSNumber numberWithBool:frame->ok] forKey:@"ok"];
  [fields setObject:[NSNumber numberWithUnsignedLongLong:frame->nanoseconds] forKey:@"ns"];
  if (!frame->ok) {
    [fields setObject:errorOf(frame) forKey:@"error"];
  }
  return fields;
}

void ANOHookEventAddCall(NSMutableDictionary *fields, const ANOHookFrame *frame, NSArray *stack) {
  [fields setObject:[NSNumber numberWithInteger:frame->prediction] forKey:@"prediction"];
  [fields setObject:[NSNumber numberWithUnsignedInt:frame->nested] forKey:@"nested"];
  [fields setObject:[NSNumber numberWithBool:frame->asynchronous] forKey:@"async"];
  id procedure = ANOReadObject(frame->request, @selector(procedureIndex));
  if ([procedure isKindOfClass:[NSNumber class]] && [procedure longLongValue] >= 0) {
    [fields setObject:procedure forKey:@"procedure"];
  }
  NSArray *inputs = ANOAs([NSArray class], ANOReadObject(frame->request, @selector(inputArray)));
  NSArray *outputs = ANOAs([NSArray class], ANOReadObject(frame->request, @selector(outputArray)));
  if (inputs || outputs) {
    [fields setObject:[NSNumber numberWithUnsignedInteger:[inputs count] + [outputs count]]
               forKey:@"surfaces"];
  }
  if (stack) {
    [fields setObject:stack forKey:@"stack"];
    [fields setObject:ANOCallerEngine(stack) forKey:@"engine"];
  }
}
