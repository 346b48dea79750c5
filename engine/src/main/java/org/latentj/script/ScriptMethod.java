package org.latentj.script;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Builds one method of a script as straight-line code, one operator a line. The first parameter
 * after {@code self} is always the weight list {@code w}.
 */
public final class ScriptMethod {
  private final String name;
  private final WeightTable weights;
  private final StringBuilder signature;
  private final List<String> lines = new ArrayList<>();
  private final Map<String, Value> taps = new LinkedHashMap<>();
  private int variables;
  private String indent = "";

  ScriptMethod(String name, WeightTable weights) {
    this.name = name;
    this.weights = weights;
    signature = new StringBuilder("  def " + name + "(self: __torch__.Net,\n      w: List[Tensor]");
  }

  /** Declares a parameter of type {@code Tensor}. */
  public Value tensor(String parameter) {
    return parameter(parameter, "Tensor");
  }

  /** Declares a parameter of that TorchScript type. */
  public Value parameter(String parameter, String type) {
    signature.append(",\n      ").append(parameter).append(": ").append(type);
    return new Value(parameter);
  }

  /** The weight of that slot. */
  public Value weight(WeightSlot slot) {
    return weights.use(slot);
  }

  /**
   * Emits {@code v = torch.operator(arguments)}.
   *
   * @param operator an {@code aten} operator
   * @param arguments values, numbers, booleans, strings, int arrays, lists of these, or null for
   *     {@code None}
   * @return the variable that holds the result
   */
  public Value call(String operator, Object... arguments) {
    return assign("torch." + operator + list(arguments));
  }

  /** As {@link #call}, of one of oneDNN's operators, which only builds for CPUs have. */
  public Value callOneDnn(String operator, Object... arguments) {
    return assign("ops.mkldnn." + operator + list(arguments));
  }

  private static String list(Object... arguments) {
    return Arrays.stream(arguments).map(Literal::of).collect(Collectors.joining(", ", "(", ")"));
  }

  /** Emits {@code v = expression}. */
  public Value assign(String expression) {
    Value variable = new Value("v" + variables++);
    lines.add(indent + variable + " = " + expression);
    return variable;
  }

  /**
   * Emits a loop over a list of tensors.
   *
   * @param list a value of type {@code List[Tensor]}
   * @param body emits what is done with one element; its variables are gone after the loop
   */
  public void forEach(Value list, Consumer<Value> body) {
    forEach(List.of(list), elements -> body.accept(elements.get(0)));
  }

  /**
   * Emits a loop over several lists of tensors at the same time.
   *
   * @param lists values of type {@code List[Tensor]}, all as long as the first
   * @param body emits what is done with one element of each; its variables are gone after the loop
   */
  public void forEach(List<Value> lists, Consumer<List<Value>> body) {
    Value index = new Value("i" + variables++);
    lines.add(indent + "for " + index + " in range(torch.len(" + lists.get(0) + ")):");
    String outer = indent;
    indent += "  ";
    body.accept(lists.stream().map(list -> assign(list + "[" + index + "]")).toList());
    indent = outer;
  }

  /**
   * Emits a choice between two ways to compute a value.
   *
   * @param condition a value of type {@code bool}
   * @param yes emits what is computed where it holds; its variables are gone afterwards
   * @param no emits what is computed where it does not; of the same type
   * @return the variable that holds the result
   */
  public Value either(Value condition, Supplier<Value> yes, Supplier<Value> no) {
    Value result = new Value("v" + variables++);
    lines.add(indent + "if " + condition + ":");
    branch(result, yes);
    lines.add(indent + "else:");
    branch(result, no);
    return result;
  }

  private void branch(Value result, Supplier<Value> body) {
    String outer = indent;
    indent += "  ";
    // The body emits its lines before this one.
    Value value = body.get();
    lines.add(indent + result + " = " + value);
    indent = outer;
  }

  /**
   * Names an intermediate value as diffusers names the module that computes it, for tests that
   * compare inside a network.
   */
  public void tap(String module, Value value) {
    taps.put(module, value);
  }

  /** Intermediate values by module name, in order of computation. */
  public Map<String, Value> taps() {
    return taps;
  }

  String source(String returnType, String result) {
    StringBuilder text = new StringBuilder(signature);
    text.append(") -> ").append(returnType).append(":\n");
    lines.forEach(line -> text.append("    ").append(line).append('\n'));
    return text.append("    return ").append(result).append('\n').toString();
  }

  String name() {
    return name;
  }
}
