package org.latentj.worker.protocol;

import com.google.gson.JsonObject;

/**
 * A message whose kind is known and whose content is still to be read, by {@link Requests}, {@link
 * Replies} or {@link Failures}.
 */
public final class Message {
  private final MessageType type;
  private final long id;
  private final Fields fields;
  private final byte[] body;

  private Message(MessageType type, long id, Fields fields, byte[] body) {
    this.type = type;
    this.id = id;
    this.fields = fields;
    this.body = body;
  }

  /**
   * Reads a frame's header.
   *
   * @throws ProtocolException if it is none
   */
  public static Message of(Frame frame) throws ProtocolException {
    Fields fields = Fields.parse(frame.header());
    return new Message(
        fields.choice("type", MessageType.class), fields.whole("id"), fields, frame.body());
  }

  static Frame frame(MessageType type, long id, JsonObject fields, Pixels pixels) {
    fields.addProperty("type", type.name());
    fields.addProperty("id", id);
    return new Frame(Fields.format(fields), pixels.toBytes());
  }

  static Frame frame(MessageType type, long id, JsonObject fields) {
    return frame(type, id, fields, new Pixels());
  }

  /** Its kind. */
  public MessageType type() {
    return type;
  }

  /** The number of the request that it belongs to; 0 for none. */
  public long id() {
    return id;
  }

  Fields fields() {
    return fields;
  }

  Pixels pixels() {
    return new Pixels(body);
  }
}
