#include "ANOVocabulary.h"

#include <float.h>
#include <string.h>

#define PROPERTY(propertyName, propertyKind, ...) \
  { .name = propertyName, .kind = propertyKind, __VA_ARGS__ }
#define REQUIRED .required = true
#define WORDS(...)                 \
  .words = (const char *const[]) { \
    __VA_ARGS__, NULL              \
  }
#define OF(...)                          \
  .properties = (const ano_property[]) { \
    __VA_ARGS__, {                       \
      .name = NULL                       \
    }                                    \
  }
#define BETWEEN(lowest, highest) .least = lowest, .most = highest
#define FROM(lowest) BETWEEN(lowest, DBL_MAX)
#define ANY_NUMBER BETWEEN(-DBL_MAX, DBL_MAX)

#define ID PROPERTY("id", ANO_IDENTIFIER, REQUIRED)
#define OPTIONAL_ID PROPERTY("id", ANO_IDENTIFIER)
#define COMPUTE_UNITS WORDS("ALL", "CPU_AND_NE", "CPU_AND_GPU", "CPU_ONLY")
#define PHASES WORDS("COMPILING", "LOADING", "RUNNING_PREDICTION", "PLANNING")
#define UNITS WORDS("CPU", "GPU", "ANE")

static const ano_property kError[] = {
    PROPERTY("domain", ANO_TEXT, REQUIRED),
    PROPERTY("code", ANO_WHOLE, REQUIRED, ANY_NUMBER),
    PROPERTY("text", ANO_TEXT, REQUIRED),
    {.name = NULL},
};

static const ano_property kSegment[] = {
    PROPERTY("key", ANO_TEXT),
    PROPERTY("identity", ANO_TEXT),
    PROPERTY("url", ANO_TEXT),
    PROPERTY("cacheIdentifier", ANO_TEXT),
    PROPERTY("inputs", ANO_TEXTS),
    PROPERTY("outputs", ANO_TEXTS),
    PROPERTY("states", ANO_TEXTS),
    PROPERTY("procedures", ANO_WHOLE, FROM(0)),
    {.name = NULL},
};

#define CALL                                                                           \
  ID, PROPERTY("model", ANO_WHOLE, REQUIRED, FROM(1)),                                 \
      PROPERTY("segment", ANO_OBJECT, .properties = kSegment),                         \
      PROPERTY("selector", ANO_TEXT, REQUIRED), PROPERTY("ok", ANO_BOOLEAN, REQUIRED), \
      PROPERTY("ns", ANO_WHOLE, REQUIRED, FROM(0)),                                    \
      PROPERTY("error", ANO_OBJECT, .properties = kError)

static const ano_property kAne[] = {
    PROPERTY("present", ANO_BOOLEAN, REQUIRED),
    PROPERTY("cores", ANO_WHOLE, FROM(0)),
    PROPERTY("architecture", ANO_TEXT),
    PROPERTY("virtualMachine", ANO_BOOLEAN, REQUIRED),
    {.name = NULL},
};

static const ano_property kHost[] = {
    PROPERTY("chip", ANO_TEXT, REQUIRED),
    PROPERTY("model", ANO_TEXT, REQUIRED),
    PROPERTY("osVersion", ANO_TEXT, REQUIRED),
    PROPERTY("osBuild", ANO_TEXT, REQUIRED),
    PROPERTY("translated", ANO_BOOLEAN, REQUIRED),
    PROPERTY("ane", ANO_OBJECT, REQUIRED, .properties = kAne),
    {.name = NULL},
};

static const ano_property kHook[] = {
    PROPERTY("class", ANO_TEXT, REQUIRED),
    PROPERTY("selector", ANO_TEXT, REQUIRED),
    PROPERTY("required", ANO_BOOLEAN, REQUIRED),
    PROPERTY("status", ANO_CHOICE, REQUIRED, WORDS("INSTALLED", "MISSING", "TYPE_MISMATCH")),
    PROPERTY("encoding", ANO_TEXT),
    {.name = NULL},
};

static const ano_property kTimings[] = {
    PROPERTY("compileNs", ANO_WHOLE, FROM(0)),
    PROPERTY("loadNs", ANO_WHOLE, FROM(0)),
    PROPERTY("predictNs", ANO_WHOLES, FROM(0)),
    PROPERTY("planNs", ANO_WHOLE, FROM(0)),
    {.name = NULL},
};

const ano_message ano_vocabulary[] = {
    {"hello", true,
     OF(PROPERTY("protocol", ANO_WHOLE, REQUIRED, BETWEEN(1, 1)),
        PROPERTY("agent", ANO_TEXT, REQUIRED), PROPERTY("pid", ANO_WHOLE, REQUIRED, FROM(1)),
        PROPERTY("arch", ANO_TEXT, REQUIRED), PROPERTY("simulated", ANO_BOOLEAN, REQUIRED),
        PROPERTY("host", ANO_OBJECT, REQUIRED, .properties = kHost),
        PROPERTY("hooks", ANO_OBJECTS, REQUIRED, .properties = kHook))},
    {"phase", true, OF(ID, PROPERTY("name", ANO_CHOICE, REQUIRED, PHASES))},
    {"aneCompile", true, OF(CALL)},
    {"aneLoad", true, OF(CALL)},
    {"aneCall", true,
     OF(CALL, PROPERTY("prediction", ANO_WHOLE, REQUIRED, FROM(-1)),
        PROPERTY("async", ANO_BOOLEAN, REQUIRED), PROPERTY("nested", ANO_WHOLE, REQUIRED, FROM(0)),
        PROPERTY("procedure", ANO_WHOLE, FROM(0)), PROPERTY("surfaces", ANO_WHOLE, FROM(0)),
        PROPERTY("engine", ANO_CHOICE, WORDS("CLASSIC", "E5", "UNKNOWN")),
        PROPERTY("stack", ANO_TEXTS))},
    {"operation", true,
     OF(ID,
        PROPERTY("source", ANO_CHOICE, REQUIRED, WORDS("COMPUTE_PLAN", "SEGMENTATION_ANALYTICS")),
        PROPERTY("stage", ANO_WHOLE, FROM(0)), PROPERTY("function", ANO_TEXT),
        PROPERTY("name", ANO_TEXT, REQUIRED), PROPERTY("operator", ANO_TEXT, REQUIRED),
        PROPERTY("outputs", ANO_TEXTS, REQUIRED),
        PROPERTY("supported", ANO_CHOICES, REQUIRED, UNITS),
        PROPERTY("preferred", ANO_CHOICE, UNITS), PROPERTY("cost", ANO_FRACTION, BETWEEN(0, 1)),
        PROPERTY("messages", ANO_MESSAGES))},
    {"evidence", true,
     OF(ID, PROPERTY("kind", ANO_TEXT, REQUIRED), PROPERTY("data", ANO_OBJECT, REQUIRED))},
    {"log", true,
     OF(OPTIONAL_ID, PROPERTY("level", ANO_CHOICE, REQUIRED, WORDS("INFO", "WARN", "ERROR")),
        PROPERTY("text", ANO_TEXT, REQUIRED))},
    {"result", true,
     OF(ID, PROPERTY("inputs", ANO_TEXTS), PROPERTY("outputs", ANO_TEXTS),
        PROPERTY("states", ANO_TEXTS), PROPERTY("compiledModelPath", ANO_TEXT),
        PROPERTY("engineClass", ANO_TEXT), PROPERTY("hooksIntact", ANO_BOOLEAN),
        PROPERTY("timings", ANO_OBJECT, REQUIRED, .properties = kTimings))},
    {"failure", true,
     OF(OPTIONAL_ID, PROPERTY("status", ANO_WHOLE, REQUIRED, BETWEEN(3, 7)),
        PROPERTY("phase", ANO_CHOICE, PHASES), PROPERTY("domain", ANO_TEXT, REQUIRED),
        PROPERTY("code", ANO_WHOLE, REQUIRED, ANY_NUMBER),
        PROPERTY("message", ANO_TEXT, REQUIRED))},
    {"evaluate", false,
     OF(ID, PROPERTY("modelPath", ANO_PATH, REQUIRED),
        PROPERTY("computeUnits", ANO_CHOICE, REQUIRED, COMPUTE_UNITS),
        PROPERTY("function", ANO_TEXT), PROPERTY("shapes", ANO_SHAPES),
        PROPERTY("predictions", ANO_WHOLE, REQUIRED, BETWEEN(1, 1000)),
        PROPERTY("optionals", ANO_CHOICE, WORDS("GIVEN", "ABSENT")),
        PROPERTY("engine", ANO_CHOICE, WORDS("DEFAULT", "CLASSIC")),
        PROPERTY("evidence", ANO_BOOLEAN), PROPERTY("dumpDirectory", ANO_PATH),
        PROPERTY("dumpLimitBytes", ANO_WHOLE, FROM(0)))},
    {"plan", false,
     OF(ID, PROPERTY("compiledModelPath", ANO_COMPILED, REQUIRED),
        PROPERTY("computeUnits", ANO_CHOICE, REQUIRED, COMPUTE_UNITS))},
    {.type = NULL},
};

const ano_message *ano_vocabulary_find(const char *type) {
  for (const ano_message *message = ano_vocabulary; message->type != NULL; message++) {
    if (strcmp(message->type, type) == 0) {
      return message;
    }
  }
  return NULL;
}
