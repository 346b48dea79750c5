package org.latentj.checkpoint.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PickleStackTest {
  private final PickleStack stack = new PickleStack();

  @BeforeEach
  void fill() throws PickleException {
    stack.push("below");
    stack.mark();
    stack.push("a");
    stack.push("b");
  }

  @Test
  @DisplayName("Popping to the mark gives what was pushed since, in order, and removes the mark")
  void popToMark() throws PickleException {
    assertThat(stack.popToMark()).containsExactly("a", "b");
    assertThat(stack.pop()).isEqualTo("below");
    assertThatThrownBy(stack::popToMark).hasMessage("a mark is needed but there is none");
  }

  @Test
  @DisplayName("What lies below a mark cannot be popped past it")
  void floor() throws PickleException {
    assertThat(stack.pop(2)).containsExactly("a", "b");
    assertThatThrownBy(stack::pop).hasMessageContaining("the stack is empty");
    assertThatThrownBy(stack::peek).hasMessageContaining("the stack is empty");
    assertThatThrownBy(() -> stack.remember(1)).hasMessageContaining("the stack is empty");
  }

  @Test
  @DisplayName("Dropping removes the top value, or the mark once nothing lies above it")
  void drop() throws PickleException {
    stack.drop();
    assertThat(stack.peek()).isEqualTo("a");
    stack.drop();
    stack.drop();
    assertThat(stack.pop()).isEqualTo("below");
    assertThatThrownBy(stack::drop).hasMessageContaining("the stack is empty");
  }

  @Test
  @DisplayName("The memo keeps values under numbers, also None, and counts up when memoising")
  void memo() throws PickleException {
    stack.memoize();
    stack.push(null);
    stack.memoize();
    stack.push("c");
    stack.remember(7);

    assertThat(stack.recall(0)).isEqualTo("b");
    assertThat(stack.recall(1)).isNull();
    assertThat(stack.recall(7)).isEqualTo("c");
    assertThatThrownBy(() -> stack.recall(2)).hasMessage("nothing was remembered under 2");
  }

  @Test
  @DisplayName("The stack is bounded")
  void bounded() {
    assertThatThrownBy(
            () -> {
              for (int i = 0; i <= 1_000_000; i++) {
                stack.push(null);
              }
            })
        .isInstanceOf(PickleException.class)
        .hasMessage("the stack is deeper than 1000000");
  }
}
