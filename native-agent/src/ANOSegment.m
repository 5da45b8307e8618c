#import "ANOSegment.h"

#import "ANORead.h"
#import "ANOSegmentSymbols.h"
#import "_ANEModel.h"

@implementation ANOSegment

@synthesize number = _number;

- (instancetype)initWithNumber:(NSUInteger)number aneModel:(id)aneModel {
  if ((self = [super init])) {
    _number = number;
    _aneModel = [aneModel retain];
    _facts = [[NSMutableDictionary alloc] init];
    _procedures = [[NSMutableSet alloc] init];
    // What is empty must be sent, too: the service learns by it that the model has no key.
    _revision = 1;
  }
  return self;
}

- (void)dealloc {
  [_aneModel release];
  [_facts release];
  [_procedures release];
  [super dealloc];
}

- (BOOL)lacksProcedure:(NSNumber *)procedure {
  return ![_facts objectForKey:@"outputs"] ||
         (procedure && ![_procedures containsObject:procedure]);
}

- (NSSet<NSNumber *> *)proceduresWith:(NSNumber *)procedure {
  NSMutableSet *procedures = [NSMutableSet setWithSet:_procedures];
  if (procedure) {
    [procedures addObject:procedure];
  }
  return procedures;
}

- (void)learn:(NSDictionary<NSString *, id> *)facts procedures:(NSSet<NSNumber *> *)procedures {
  [_procedures unionSet:procedures];
  for (NSString *name in facts) {
    id fact = [facts objectForKey:name];
    if (![[_facts objectForKey:name] isEqual:fact]) {
      [_facts setObject:fact forKey:name];
      _revision++;
    }
  }
}

- (NSDictionary<NSString *, id> *)unsentFacts:(NSUInteger *)revision {
  *revision = _revision;
  return _revision > _sentRevision ? [NSDictionary dictionaryWithDictionary:_facts] : nil;
}

- (void)sent:(NSUInteger)revision {
  _sentRevision = MAX(_sentRevision, revision);
}

- (NSUInteger)countCall {
  return _calls++;
}

- (BOOL)claimTellingCaller {
  BOOL first = !_callerTold;
  _callerTold = YES;
  return first;
}

@end

static void setText(NSMutableDictionary *facts, NSString *name, id value) {
  if ([value isKindOfClass:[NSURL class]]) {
    value = [value absoluteString];
  }
  // A key of another class is still told, since nothing is known to say that it is always a string.
  NSString *text = [value isKindOfClass:[NSString class]] ? value : [value description];
  if (text) {
    [facts setObject:[NSString stringWithString:text] forKey:name];
  }
}

NSDictionary *ANOSegmentFacts(id aneModel, id options, NSSet<NSNumber *> *procedures) {
  NSMutableDictionary *facts = [NSMutableDictionary dictionary];
  setText(facts, @"key", ANOReadObject(aneModel, @selector(key)));
  setText(facts, @"url", ANOReadObject(aneModel, @selector(modelURL)));
  setText(facts, @"cacheIdentifier", ANOReadObject(aneModel, @selector(cacheURLIdentifier)));
  setText(facts, @"identity",
          [ANOAs([NSDictionary class], options) objectForKey:@"kANEFModelIdentityStrKey"]);
  id attributes = ANOReadObject(aneModel, @selector(modelAttributes));
  [facts addEntriesFromDictionary:ANOSegmentSymbols(attributes, procedures)];
  return facts;
}
