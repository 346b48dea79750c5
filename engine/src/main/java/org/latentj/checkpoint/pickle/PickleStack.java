package org.latentj.checkpoint.pickle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The stack, the marks and the memo of an unpickling, all bounded. */
final class PickleStack {
  private static final int MAX_DEPTH = 1_000_000;
  private static final int MAX_MARKS = 10_000;

  private final List<Object> items = new ArrayList<>();
  private final List<Integer> marks = new ArrayList<>();
  private final Map<Long, Object> memo = new HashMap<>();

  void push(Object value) throws PickleException {
    if (items.size() == MAX_DEPTH) {
      throw new PickleException("the stack is deeper than " + MAX_DEPTH);
    }
    items.add(value);
  }

  Object pop() throws PickleException {
    Object top = peek();
    items.remove(items.size() - 1);
    return top;
  }

  Object peek() throws PickleException {
    if (items.size() <= floor()) {
      throw new PickleException("the stack is empty where a value is needed");
    }
    return items.get(items.size() - 1);
  }

  void mark() throws PickleException {
    if (marks.size() == MAX_MARKS) {
      throw new PickleException("more than " + MAX_MARKS + " nested marks");
    }
    marks.add(items.size());
  }

  /** Removes everything above the last mark, and the mark. */
  List<Object> popToMark() throws PickleException {
    if (marks.isEmpty()) {
      throw new PickleException("a mark is needed but there is none");
    }
    List<Object> above = items.subList(floor(), items.size());
    List<Object> popped = new ArrayList<>(above);
    above.clear();
    marks.remove(marks.size() - 1);
    return popped;
  }

  /** Pops the last {@code count} values, in the order in which they were pushed. */
  List<Object> pop(int count) throws PickleException {
    Object[] popped = new Object[count];
    for (int i = count - 1; i >= 0; i--) {
      popped[i] = pop();
    }
    return Arrays.asList(popped);
  }

  /** POP: drops the top value, or the mark if that is on top. */
  void drop() throws PickleException {
    if (!marks.isEmpty() && items.size() == floor()) {
      marks.remove(marks.size() - 1);
    } else {
      pop();
    }
  }

  void remember(long index) throws PickleException {
    memo.put(index, peek());
  }

  void memoize() throws PickleException {
    remember(memo.size());
  }

  Object recall(long index) throws PickleException {
    if (!memo.containsKey(index)) {
      throw new PickleException("nothing was remembered under " + index);
    }
    return memo.get(index);
  }

  /** Values below the last mark cannot be reached until it is popped. */
  private int floor() {
    return marks.isEmpty() ? 0 : marks.get(marks.size() - 1);
  }
}
