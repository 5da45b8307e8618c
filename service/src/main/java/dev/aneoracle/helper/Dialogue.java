package dev.aneoracle.helper;

import dev.aneoracle.helper.ProtocolException.Reason;

/**
 * Where the talk with a helper stands. A move that the protocol does not allow is refused by the
 * state that does not have it.
 */
sealed interface Dialogue {

  /**
   * Returns where the talk stands after a message.
   *
   * @throws ProtocolException when the message may not come now
   */
  Dialogue after(HelperMessage message) throws ProtocolException;

  /** The helper has yet to say what it is. */
  record Silent() implements Dialogue {
    @Override
    public Dialogue after(HelperMessage message) throws ProtocolException {
      if (message instanceof HelperMessage.Hello) {
        return new Greeted();
      }
      if (message instanceof HelperMessage.Logged) {
        return this;
      }
      throw outOfOrder(message, "before hello");
    }
  }

  /** The helper waits for a request. */
  record Greeted() implements Dialogue {
    @Override
    public Dialogue after(HelperMessage message) throws ProtocolException {
      if (message instanceof HelperMessage.Logged) {
        return this;
      }
      throw outOfOrder(message, "before a request");
    }

    Asked ask(HelperRequest request) {
      return new Asked(request);
    }
  }

  /** The helper works on a request. */
  record Asked(HelperRequest request) implements Dialogue {
    @Override
    public Dialogue after(HelperMessage message) throws ProtocolException {
      requireId(message, request.id());
      return switch (message) {
        case HelperMessage.Hello _ -> throw outOfOrder(message, "after a request");
        case HelperMessage.Finished finished -> {
          requireKind(finished);
          yield new Answered(request.id());
        }
        case HelperMessage.Failed _ -> new Over();
        case HelperMessage.PhaseBegan _,
            HelperMessage.AneCompiled _,
            HelperMessage.AneLoaded _,
            HelperMessage.AneCalled _,
            HelperMessage.PlanOperation _,
            HelperMessage.EvidenceFound _,
            HelperMessage.Logged _ ->
            this;
      };
    }

    private void requireKind(HelperMessage.Finished finished) throws ProtocolException {
      if ((finished.run() == null) == (request instanceof HelperRequest.Evaluate)) {
        throw new ProtocolException(
            Reason.BAD_PROPERTY, "The result is not of the kind that was asked for.");
      }
    }
  }

  /** The answer is there; what was gathered late may follow. */
  record Answered(String id) implements Dialogue {
    @Override
    public Dialogue after(HelperMessage message) throws ProtocolException {
      requireId(message, id);
      return switch (message) {
        case HelperMessage.EvidenceFound _, HelperMessage.PlanOperation _, HelperMessage.Logged _ ->
            this;
        case HelperMessage.Hello _,
            HelperMessage.PhaseBegan _,
            HelperMessage.AneCompiled _,
            HelperMessage.AneLoaded _,
            HelperMessage.AneCalled _,
            HelperMessage.Finished _,
            HelperMessage.Failed _ ->
            throw outOfOrder(message, "after the result");
      };
    }
  }

  /** Nothing may follow. */
  record Over() implements Dialogue {
    @Override
    public Dialogue after(HelperMessage message) throws ProtocolException {
      throw outOfOrder(message, "after a failure");
    }
  }

  private static void requireId(HelperMessage message, String id) throws ProtocolException {
    if (message.id() != null && !id.equals(message.id())) {
      throw new ProtocolException(
          Reason.UNKNOWN_ID, "A message is for another request than the one at work.");
    }
  }

  private static ProtocolException outOfOrder(HelperMessage message, String when) {
    return new ProtocolException(
        Reason.OUT_OF_ORDER,
        "The message %s came %s.".formatted(message.getClass().getSimpleName(), when));
  }
}
