package org.latentj.checkpoint.pickle;

import java.util.ArrayList;
import java.util.List;
import org.latentj.tensor.Shape;

/**
 * The only things that a pickle can make happen, each rebuilt here: {@code
 * torch._utils._rebuild_tensor_v2}, {@code torch._utils._rebuild_parameter} ({@code
 * torch/_utils.py}), {@code collections.OrderedDict}, and {@code torch.nn.ParameterDict}, which is
 * a dictionary of its parameters here. Any other call gives a {@link Refused}.
 */
final class AllowedCalls {
  private static final Global TENSOR = new Global("torch._utils", "_rebuild_tensor_v2");
  private static final Global PARAMETER = new Global("torch._utils", "_rebuild_parameter");
  private static final Global PARAMETER_DICT =
      new Global("torch.nn.modules.container", "ParameterDict");
  private static final Global ORDERED_DICT = new Global("collections", "OrderedDict");
  private static final int MAX_RANK = 32;

  /** One long list of pairs could be made into any number of dictionaries. */
  private static final int MAX_PAIRS = 1_000_000;

  private int pairs;

  /** For one pickle. */
  AllowedCalls() {}

  /** What {@code callee(*arguments)} gives. */
  Object call(Object callee, List<Object> arguments) throws PickleException {
    if (callee instanceof Refused refused) {
      return refused;
    }
    if (!(callee instanceof Global global)) {
      throw new PickleException("something is called that is not a name but " + kind(callee));
    }
    if (global.equals(ORDERED_DICT)) {
      return orderedDict(arguments);
    }
    if (global.equals(PARAMETER_DICT) && arguments.isEmpty()) {
      return new PickleDict();
    }
    boolean tensor = global.equals(TENSOR);
    if (!tensor && !global.equals(PARAMETER)) {
      return new Refused(global);
    }
    for (Object argument : arguments) {
      // A tensor that depends on something refused is refused under that name.
      if (argument instanceof Refused refused) {
        return refused;
      }
    }
    return tensor ? tensor(arguments) : parameter(arguments);
  }

  private PickleDict orderedDict(List<Object> arguments) throws PickleException {
    PickleDict dict = new PickleDict();
    if (!arguments.isEmpty()) {
      for (Object pair : items(arguments.get(0))) {
        List<Object> keyAndValue = items(pair);
        if (keyAndValue.size() != 2) {
          throw new PickleException("OrderedDict is given an item that is not a pair");
        }
        if (++pairs > MAX_PAIRS) {
          throw new PickleException("more than " + MAX_PAIRS + " pairs for ordered dictionaries");
        }
        dict.put(keyAndValue.get(0), keyAndValue.get(1));
      }
    }
    return dict;
  }

  private static Object parameter(List<Object> arguments) throws PickleException {
    if (arguments.isEmpty() || !(arguments.get(0) instanceof TensorRef tensor)) {
      throw new PickleException("_rebuild_parameter is not given a tensor");
    }
    return tensor;
  }

  private static TensorRef tensor(List<Object> arguments) throws PickleException {
    if (arguments.size() < 4 || !(arguments.get(0) instanceof StorageRef storage)) {
      throw new PickleException(
          "_rebuild_tensor_v2 needs a storage, an offset, a size and a stride");
    }
    long offset = number(arguments.get(1));
    List<Long> size = numbers(arguments.get(2));
    List<Long> strides = numbers(arguments.get(3));
    String found =
        "a tensor of size %s, strides %s and offset %d in storage %s of %d elements"
            .formatted(size, strides, offset, shortened(storage.key()), storage.elements());
    if (size.size() != strides.size() || size.size() > MAX_RANK) {
      throw new PickleException(found + ": bad number of dimensions");
    }
    try {
      Shape shape = Shape.of(size);
      boolean empty = shape.elements() == 0;
      if (!empty && offset > storage.elements() - 1 - TensorRef.reach(shape, strides)) {
        throw new PickleException(found + ": it reaches past the storage's end");
      }
      // Stride 0 repeats elements: a few bytes would ask for any amount of memory.
      if (shape.elements() > storage.elements()) {
        throw new PickleException(found + ": it has more elements than its storage");
      }
      return new TensorRef(storage, offset, shape, strides);
    } catch (ArithmeticException | IllegalArgumentException e) {
      throw new PickleException(found + ": too large");
    }
  }

  static List<Object> items(Object sequence) throws PickleException {
    if (sequence instanceof PickleTuple tuple) {
      return tuple.items();
    }
    if (sequence instanceof PickleList list) {
      return list.items();
    }
    throw new PickleException("expected a tuple or list but found " + kind(sequence));
  }

  private static List<Long> numbers(Object sequence) throws PickleException {
    List<Long> numbers = new ArrayList<>();
    for (Object item : items(sequence)) {
      if (numbers.size() > MAX_RANK) {
        break;
      }
      numbers.add(number(item));
    }
    return numbers;
  }

  static long number(Object value) throws PickleException {
    if (value instanceof Long number && number >= 0) {
      return number;
    }
    throw new PickleException("expected a number of 0 or more but found " + kind(value));
  }

  static String shortened(String text) {
    return text.length() <= 100 ? text : text.substring(0, 100) + "...";
  }

  /** The type of a value; never its content, which may be endless. */
  static String kind(Object value) {
    if (value instanceof Global || value instanceof Long) {
      return value.toString();
    }
    return value == null ? "None" : "a " + value.getClass().getSimpleName();
  }
}
