package dev.aneoracle.coreml;

/** What an ML Program writes again and again, kept once. */
final class MilVocabulary {

  private final Budget budget;
  private final Recurring<String> names = new Recurring<>(this::newName);
  private final Recurring<MilType> types = new Recurring<>(MilType::read);
  private final Recurring<MilConstant> constants = new Recurring<>(this::newConstant);

  MilVocabulary(Budget budget) {
    this.budget = budget;
  }

  /** Returns the name that the walk is at. */
  String name(Wire field) throws CoreMlFormatException {
    return names.get(field);
  }

  /** Returns the type that the walk is at. */
  MilType type(Wire field) throws CoreMlFormatException {
    return types.get(field);
  }

  /** Returns the value that the walk is at. */
  MilConstant constant(Wire field) throws CoreMlFormatException {
    return constants.get(field);
  }

  private String newName(Wire field) throws CoreMlFormatException {
    budget.takeBytes(field.length());
    return field.text();
  }

  private MilConstant newConstant(Wire field) throws CoreMlFormatException {
    budget.takeBytes(Math.min(field.length(), MilConstant.PAYLOAD_LIMIT));
    return MilConstant.read(field);
  }
}
