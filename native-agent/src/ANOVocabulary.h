/// What each message carries, as a table: reading, writing and cutting follow it.
#ifndef ANO_VOCABULARY_H
#define ANO_VOCABULARY_H

#include <stdbool.h>
#include <stddef.h>

/// What a property's value is.
typedef enum {
  ANO_TEXT,
  ANO_IDENTIFIER,  ///< a text that is not empty
  ANO_PATH,        ///< an absolute path
  ANO_COMPILED,    ///< an absolute path of an .mlmodelc
  ANO_CHOICE,      ///< one of the words
  ANO_BOOLEAN,
  ANO_WHOLE,     ///< a whole number within the bounds
  ANO_FRACTION,  ///< a number within the bounds
  ANO_TEXTS,     ///< an array of texts
  ANO_CHOICES,   ///< an array of the words
  ANO_WHOLES,    ///< an array of whole numbers within the bounds
  ANO_SHAPES,    ///< an object of arrays of sizes
  ANO_MESSAGES,  ///< an object of texts
  ANO_OBJECT,    ///< an object with properties of its own, or any where none are given
  ANO_OBJECTS    ///< an array of such
} ano_kind;

/// One property.
typedef struct ano_property {
  const char *name;  ///< NULL ends a list
  ano_kind kind;
  bool required;
  double least;
  double most;
  const char *const *words;               ///< ends with NULL
  const struct ano_property *properties;  ///< of an object
} ano_property;

/// One type of message.
typedef struct {
  const char *type;  ///< NULL ends the list
  bool from_helper;
  const ano_property *properties;
} ano_message;

extern const ano_message ano_vocabulary[];

/// Returns the type's entry, NULL where there is none.
const ano_message *ano_vocabulary_find(const char *type);

#endif
