package org.latentj.checkpoint.pickle;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Interprets one pickle, protocols 0 to 5 (Python's {@code pickletools.py} describes the opcodes),
 * as data. Iterative, so that nesting cannot overflow the stack; bounded in opcodes, depth and
 * string sizes, so that a pickle takes at most a few times its own size on the heap.
 *
 * <p>Values come out as null, Boolean, Long, BigInteger, Double, String, {@link PickleList}, {@link
 * PickleTuple}, {@link PickleDict}, {@link Global}, {@link StorageRef}, {@link TensorRef} or {@link
 * Refused}. Byte strings become null: nothing in a checkpoint's weights is one.
 */
public final class Unpickler {
  /** A full training state of Stable Diffusion with its optimizer has about 200,000. */
  static final int MAX_OPCODES = 1_000_000;

  private static final int MAX_STORAGES = 100_000;
  private static final int MAX_KEY = 200;

  private final PickleInput in;
  private final PickleStack stack = new PickleStack();
  private final AllowedCalls calls = new AllowedCalls();
  private final Map<String, StorageRef> storages = new LinkedHashMap<>();

  private Unpickler(ByteBuffer bytes) {
    this.in = new PickleInput(bytes);
  }

  /**
   * What a pickle holds.
   *
   * @param root its value
   * @param storages every storage that it refers to, by key
   * @param length bytes up to and including STOP
   */
  public record Result(Object root, Map<String, StorageRef> storages, int length) {}

  /**
   * Interprets the pickle at the beginning of {@code bytes}; what follows it is left alone.
   *
   * @throws PickleException if it is malformed or exceeds a limit
   */
  public static Result load(ByteBuffer bytes) throws PickleException {
    Unpickler unpickler = new Unpickler(bytes);
    Object root = unpickler.run();
    return new Result(root, unpickler.storages, unpickler.in.position());
  }

  private Object run() throws PickleException {
    for (int count = 0; count < MAX_OPCODES; count++) {
      int opcode = in.unsignedByte();
      if (opcode == '.') {
        return stack.pop();
      }
      if (!scalar(opcode) && !container(opcode) && !memo(opcode) && !object(opcode)) {
        throw new PickleException(
            "opcode 0x%02x at byte %d is not one that torch.save writes"
                .formatted(opcode, in.position() - 1));
      }
    }
    throw new PickleException("more than " + MAX_OPCODES + " opcodes");
  }

  private boolean scalar(int opcode) throws PickleException {
    switch (opcode) {
      case 'N' -> stack.push(null);
      case 0x88 -> stack.push(true);
      case 0x89 -> stack.push(false);
      case 'J' -> stack.push((long) in.signedInt());
      case 'K' -> stack.push((long) in.unsignedByte());
      case 'M' -> stack.push((long) in.unsignedShort());
      case 'I', 'L' -> stack.push(in.decimalLine());
      case 0x8a -> stack.push(in.integer(in.unsignedByte()));
      case 0x8b -> stack.push(in.integer(in.unsignedInt()));
      case 'F' -> floatLine();
      case 'G' -> stack.push(in.bigEndianDouble());
      case 'V', 'S' -> stack.push(in.line());
      case 'X', 'T' -> stack.push(in.text(in.unsignedInt()));
      case 0x8c, 'U' -> stack.push(in.text(in.unsignedByte()));
      case 0x8d -> stack.push(in.text(in.signedLong()));
      case 'C' -> bytes(in.unsignedByte());
      case 'B' -> bytes(in.unsignedInt());
      case 0x8e, 0x96 -> bytes(in.signedLong());
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean container(int opcode) throws PickleException {
    switch (opcode) {
      case '(' -> stack.mark();
      case ')' -> stack.push(new PickleTuple(List.of()));
      case 't', 0x91 -> stack.push(new PickleTuple(stack.popToMark()));
      case 0x85 -> stack.push(new PickleTuple(stack.pop(1)));
      case 0x86 -> stack.push(new PickleTuple(stack.pop(2)));
      case 0x87 -> stack.push(new PickleTuple(stack.pop(3)));
      case ']', 0x8f -> stack.push(new PickleList());
      case 'l' -> pushList(stack.popToMark());
      case 'a' -> append(stack.pop(1));
      case 'e', 0x90 -> append(stack.popToMark());
      case '}' -> stack.push(new PickleDict());
      case 'd' -> pushDict(stack.popToMark());
      case 's' -> setItems(stack.pop(2));
      case 'u' -> setItems(stack.popToMark());
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean memo(int opcode) throws PickleException {
    switch (opcode) {
      case 0x80 -> protocol(in.unsignedByte());
      case 0x95 -> in.signedLong(); // FRAME: a hint for buffering readers
      case '0' -> stack.drop();
      case '1' -> stack.popToMark();
      case '2' -> stack.push(stack.peek());
      case 'q' -> stack.remember(in.unsignedByte());
      case 'r' -> stack.remember(in.unsignedInt());
      case 'p' -> stack.remember(AllowedCalls.number(in.decimalLine()));
      case 0x94 -> stack.memoize();
      case 'h' -> stack.push(stack.recall(in.unsignedByte()));
      case 'j' -> stack.push(stack.recall(in.unsignedInt()));
      case 'g' -> stack.push(stack.recall(AllowedCalls.number(in.decimalLine())));
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean object(int opcode) throws PickleException {
    switch (opcode) {
      case 'c' -> stack.push(new Global(in.line(), in.line()));
      case 0x93 -> stackGlobal(stack.pop(2));
      case 'R', 0x81 -> call(stack.pop(2));
      case 0x92 -> {
        List<Object> parts = stack.pop(3);
        call(parts.subList(0, 2));
      }
      case 'i' -> stack.push(calls.call(new Global(in.line(), in.line()), stack.popToMark()));
      case 'o' -> instance(stack.popToMark());
      case 'b' -> build(stack.pop());
      case 'Q' -> stack.push(storage(stack.pop()));
      default -> {
        return false;
      }
    }
    return true;
  }

  private void protocol(int version) throws PickleException {
    if (version > 5) {
      throw new PickleException("expected pickle protocol 0 to 5 but found " + version);
    }
  }

  private void floatLine() throws PickleException {
    String line = in.line();
    try {
      stack.push(line.length() > 100 ? Double.NaN : Double.parseDouble(line));
    } catch (NumberFormatException e) {
      throw new PickleException("expected a number at byte " + in.position());
    }
  }

  private void bytes(long length) throws PickleException {
    in.skip(length);
    stack.push(null);
  }

  private void pushList(List<Object> items) throws PickleException {
    PickleList list = new PickleList();
    list.items().addAll(items);
    stack.push(list);
  }

  private void append(List<Object> items) throws PickleException {
    Object target = stack.peek();
    if (target instanceof PickleList list) {
      list.items().addAll(items);
    } else if (!(target instanceof Refused)) {
      throw new PickleException("items are appended to " + AllowedCalls.kind(target));
    }
  }

  private void pushDict(List<Object> keysAndValues) throws PickleException {
    stack.push(new PickleDict());
    setItems(keysAndValues);
  }

  private void setItems(List<Object> keysAndValues) throws PickleException {
    Object target = stack.peek();
    if (keysAndValues.size() % 2 != 0) {
      throw new PickleException("a dict is given a key without a value");
    }
    if (target instanceof PickleDict dict) {
      for (int i = 0; i < keysAndValues.size(); i += 2) {
        dict.put(keysAndValues.get(i), keysAndValues.get(i + 1));
      }
    } else if (!(target instanceof Refused)) {
      throw new PickleException("items are set in " + AllowedCalls.kind(target));
    }
  }

  private void stackGlobal(List<Object> names) throws PickleException {
    if (names.get(0) instanceof String module && names.get(1) instanceof String name) {
      stack.push(new Global(module, name));
    } else {
      throw new PickleException("a global's name is not text");
    }
  }

  private void call(List<Object> calleeAndArguments) throws PickleException {
    List<Object> arguments = AllowedCalls.items(calleeAndArguments.get(1));
    stack.push(calls.call(calleeAndArguments.get(0), arguments));
  }

  private void instance(List<Object> classAndArguments) throws PickleException {
    if (classAndArguments.isEmpty()) {
      throw new PickleException("an instance is made of no class");
    }
    List<Object> arguments = classAndArguments.subList(1, classAndArguments.size());
    stack.push(calls.call(classAndArguments.get(0), new ArrayList<>(arguments)));
  }

  /**
   * BUILD sets attributes: those of a state dict ({@code _metadata}) and of trainers are dropped,
   * those of a {@code ParameterDict} hold its parameters.
   */
  private void build(Object state) throws PickleException {
    Object target = stack.peek();
    if (!(target instanceof PickleDict) && !(target instanceof Refused)) {
      throw new PickleException("attributes are set on " + AllowedCalls.kind(target));
    }
    if (target instanceof PickleDict dict
        && state instanceof PickleDict attributes
        && attributes.entries().get("_parameters") instanceof PickleDict parameters
        && dict != parameters) {
      parameters.entries().forEach(dict::put);
    }
  }

  /**
   * {@code ("storage", class, key, location, elements[, view])}, {@code torch/serialization.py}.
   */
  private StorageRef storage(Object id) throws PickleException {
    List<Object> parts = AllowedCalls.items(id);
    if (parts.size() < 5
        || !"storage".equals(parts.get(0))
        || !(parts.get(1) instanceof Global type)
        || !(parts.get(2) instanceof String key)
        || key.length() > MAX_KEY) {
      throw new PickleException("a persistent id is not that of a tensor storage");
    }
    if (parts.size() > 5 && parts.get(5) != null) {
      throw new PickleException("storage " + AllowedCalls.shortened(key) + " is a view");
    }
    StorageType known =
        StorageType.of(type)
            .orElseThrow(() -> new PickleException(type + " is not a known storage class"));
    StorageRef storage = new StorageRef(key, known, AllowedCalls.number(parts.get(4)));
    StorageRef before = storages.putIfAbsent(key, storage);
    if (before != null && !before.equals(storage)) {
      throw new PickleException(
          "storage %s is given twice, with different types or sizes"
              .formatted(AllowedCalls.shortened(key)));
    }
    if (storages.size() > MAX_STORAGES) {
      throw new PickleException("more than " + MAX_STORAGES + " storages");
    }
    return storage;
  }
}
