#import "ANOMessages.h"

#include <string.h>

#import "ANOJson.h"
#import "ANOVocabulary.h"

NSString *const ANOProtocolDomain = @"dev.aneoracle.protocol";
const NSInteger ANOProtocolVersion = 1;

static const unsigned long long kUsualDumpLimit = 256ull * 1024 * 1024;

NSString *ANOReasonName(ANOReason reason) {
  switch (reason) {
    case ANOReasonTooLong:
      return @"too-long";
    case ANOReasonUnfinished:
      return @"unfinished";
    case ANOReasonNotUtf8:
      return @"not-utf-8";
    case ANOReasonNotJson:
      return @"not-json";
    case ANOReasonNotAnObject:
      return @"not-an-object";
    case ANOReasonNoType:
      return @"no-type";
    case ANOReasonUnknownType:
      return @"unknown-type";
    case ANOReasonBadProperty:
      return @"bad-property";
    case ANOReasonUnknownId:
      return @"unknown-id";
  }
  return @"unknown";
}

@implementation ANORefusal

@synthesize reason = _reason;
@synthesize text = _text;

+ (instancetype)refusalWithReason:(ANOReason)reason text:(NSString *)text {
  ANORefusal *refusal = [[[self alloc] init] autorelease];
  refusal->_reason = reason;
  refusal->_text = [text copy];
  return refusal;
}

- (void)dealloc {
  [_text release];
  [super dealloc];
}

@end

#pragma mark - Values -

static NSString *Malformation(id value, const ano_property *property);

static BOOL IsText(id value) {
  return [value isKindOfClass:[NSString class]];
}

static BOOL IsNumber(id value) {
  return [value isKindOfClass:[NSNumber class]] && !ANOJsonIsBoolean(value);
}

static BOOL IsWhole(id value) {
  return IsNumber(value) && strchr("fd", [value objCType][0]) == NULL;
}

static BOOL IsWithin(id number, const ano_property *property) {
  double value = [number doubleValue];
  return value >= property->least && value <= property->most;
}

static BOOL IsWord(id value, const ano_property *property) {
  for (const char *const *word = property->words; IsText(value) && *word != NULL; word++) {
    if ([value isEqualToString:[NSString stringWithUTF8String:*word]]) {
      return YES;
    }
  }
  return NO;
}

/// A NUL would end the path early in the C functions under Foundation.
static BOOL IsPath(id value) {
  NSString *nul = [NSString stringWithFormat:@"%C", (unichar)0];
  return IsText(value) && [value hasPrefix:@"/"] &&
         [value rangeOfString:nul].location == NSNotFound;
}

static BOOL IsSize(id value) {
  return IsWhole(value) && [value longLongValue] > 0;
}

/// Returns whether the value is an array of which every element passes.
static BOOL IsArrayOf(id value, const ano_property *property,
                      BOOL (*passes)(id, const ano_property *)) {
  if (![value isKindOfClass:[NSArray class]]) {
    return NO;
  }
  for (id element in value) {
    if (!passes(element, property)) {
      return NO;
    }
  }
  return YES;
}

static BOOL PassesAsText(id value, const ano_property *property) {
  return IsText(value);
}

static BOOL PassesAsSize(id value, const ano_property *property) {
  return IsSize(value);
}

static BOOL PassesAsWhole(id value, const ano_property *property) {
  return IsWhole(value) && IsWithin(value, property);
}

static BOOL PassesAsShape(id value, const ano_property *property) {
  return IsArrayOf(value, property, PassesAsSize) && [value count] > 0;
}

/// Returns whether the value is an object of which every value passes.
static BOOL IsObjectOf(id value, const ano_property *property,
                       BOOL (*passes)(id, const ano_property *)) {
  return
      [value isKindOfClass:[NSDictionary class]] && IsArrayOf([value allValues], property, passes);
}

#pragma mark - Objects -

/// Returns what is wrong with the properties of an object, nil where nothing is.
static NSString *MalformationOfObject(NSDictionary *object, const ano_property *properties) {
  for (const ano_property *property = properties; property && property->name; property++) {
    NSString *name = [NSString stringWithUTF8String:property->name];
    id value = ANOMessageValue(object, name);
    if (value == nil && property->required) {
      return [name stringByAppendingString:@" is missing"];
    }
    NSString *wrong = value == nil ? nil : Malformation(value, property);
    if (wrong != nil) {
      return [wrong hasPrefix:@" "] ? [name stringByAppendingString:wrong]
                                    : [NSString stringWithFormat:@"%@.%@", name, wrong];
    }
  }
  return nil;
}

static NSString *MalformationOfObjects(id value, const ano_property *property) {
  if (![value isKindOfClass:[NSArray class]]) {
    return @" is not an array of objects";
  }
  for (id element in value) {
    if (![element isKindOfClass:[NSDictionary class]]) {
      return @" is not an array of objects";
    }
    NSString *wrong = MalformationOfObject(element, property->properties);
    if (wrong != nil) {
      return wrong;
    }
  }
  return nil;
}

/// Returns what is wrong with a value: the rest of a sentence, which begins with a space, or one
/// about a property inside it, which does not.
static NSString *Malformation(id value, const ano_property *property) {
  switch (property->kind) {
    case ANO_TEXT:
      return IsText(value) ? nil : @" is not a text";
    case ANO_IDENTIFIER:
      return IsText(value) && [value length] > 0 ? nil : @" is not a text, or empty";
    case ANO_PATH:
      return IsPath(value) ? nil : @" is not an absolute path";
    case ANO_COMPILED:
      return IsPath(value) && [[value pathExtension] isEqualToString:@"mlmodelc"]
                 ? nil
                 : @" is not an absolute path of an .mlmodelc";
    case ANO_CHOICE:
      return IsWord(value, property) ? nil : @" is none of the words that are known";
    case ANO_BOOLEAN:
      return ANOJsonIsBoolean(value) ? nil : @" is neither true nor false";
    case ANO_WHOLE:
      return PassesAsWhole(value, property) ? nil : @" is not a whole number within the bounds";
    case ANO_FRACTION:
      return IsNumber(value) && IsWithin(value, property) ? nil
                                                          : @" is not a number within the bounds";
    case ANO_TEXTS:
      return IsArrayOf(value, property, PassesAsText) ? nil : @" is not an array of texts";
    case ANO_CHOICES:
      return IsArrayOf(value, property, IsWord) ? nil : @" is not an array of words that are known";
    case ANO_WHOLES:
      return IsArrayOf(value, property, PassesAsWhole) ? nil : @" is not an array of whole numbers";
    case ANO_SHAPES:
      return IsObjectOf(value, property, PassesAsShape) ? nil
                                                        : @" is not an object of sizes above 0";
    case ANO_MESSAGES:
      return IsObjectOf(value, property, PassesAsText) ? nil : @" is not an object of texts";
    case ANO_OBJECT:
      return [value isKindOfClass:[NSDictionary class]]
                 ? MalformationOfObject(value, property->properties)
                 : @" is not an object";
    case ANO_OBJECTS:
      return MalformationOfObjects(value, property);
  }
  return nil;
}

#pragma mark - Messages -

id ANOMessageValue(NSDictionary *message, NSString *name) {
  id value = [message objectForKey:name];
  return value == [NSNull null] ? nil : value;
}

ANORefusal *ANOMessageCheck(NSDictionary *message, ANOSide from, NSString *identifier) {
  NSString *type = ANOMessageValue(message, @"type");
  if (!IsText(type)) {
    return [ANORefusal refusalWithReason:ANOReasonNoType text:@"the object has no text named type"];
  }
  const char *name = [type UTF8String];
  const ano_message *known = name == NULL ? NULL : ano_vocabulary_find(name);
  if (known == NULL || known->from_helper != (from == ANOSideHelper)) {
    return [ANORefusal refusalWithReason:ANOReasonUnknownType
                                    text:[@"unknown type: " stringByAppendingString:type]];
  }
  NSString *wrong = MalformationOfObject(message, known->properties);
  if (wrong != nil) {
    return [ANORefusal refusalWithReason:ANOReasonBadProperty text:wrong];
  }
  NSString *found = ANOMessageValue(message, @"id");
  if (identifier != nil && found != nil && ![found isEqualToString:identifier]) {
    return [ANORefusal refusalWithReason:ANOReasonUnknownId
                                    text:[@"unknown id: " stringByAppendingString:found]];
  }
  return nil;
}

NSDictionary *ANOMessageRead(const char *line, NSUInteger length, ANOSide from,
                             NSString *identifier, ANORefusal **refusal) {
  id object = ANOJsonRead(line, length);
  if (object == nil) {
    *refusal = [ANORefusal refusalWithReason:ANOReasonNotJson text:@"the line is not JSON"];
  } else if (![object isKindOfClass:[NSDictionary class]]) {
    *refusal = [ANORefusal refusalWithReason:ANOReasonNotAnObject
                                        text:@"the line is no JSON object"];
  } else {
    *refusal = ANOMessageCheck(object, from, identifier);
  }
  return *refusal == nil ? object : nil;
}

ANOOptions *ANOMessageOptions(NSDictionary *evaluate) {
  ANOOptions *options = [[[ANOOptions alloc] init] autorelease];
  id evidence = ANOMessageValue(evaluate, @"evidence");
  id limit = ANOMessageValue(evaluate, @"dumpLimitBytes");
  [options setModelPath:ANOMessageValue(evaluate, @"modelPath")];
  [options setComputeUnits:ANOMessageValue(evaluate, @"computeUnits")];
  [options setFunction:ANOMessageValue(evaluate, @"function")];
  [options setShapes:ANOMessageValue(evaluate, @"shapes")];
  [options setPredictions:[ANOMessageValue(evaluate, @"predictions") unsignedIntegerValue]];
  [options setOmitOptionals:[ANOMessageValue(evaluate, @"optionals") isEqual:@"ABSENT"]];
  [options setForceClassicEngine:[ANOMessageValue(evaluate, @"engine") isEqual:@"CLASSIC"]];
  [options setEvidence:evidence == nil || [evidence boolValue]];
  [options setDumpDirectory:ANOMessageValue(evaluate, @"dumpDirectory")];
  [options setDumpLimitBytes:limit == nil ? kUsualDumpLimit : [limit unsignedLongLongValue]];
  return options;
}
