package org.latentj.maven.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.apache.maven.execution.AbstractExecutionListener;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.ExecutionEvent;
import org.apache.maven.execution.ExecutionListener;
import org.apache.maven.execution.MavenExecutionRequest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A run of Maven")
class BuildSessionTest {
  private final List<String> events = new ArrayList<>();
  private final ExecutionListener maven =
      new AbstractExecutionListener() {
        @Override
        public void mojoStarted(ExecutionEvent event) {
          events.add("mojo started");
        }

        @Override
        public void sessionEnded(ExecutionEvent event) {
          events.add("session ended");
          throw new IllegalStateException("an extension is broken");
        }
      };

  @Test
  @DisplayName("ends the workers after its end, whatever other listeners do")
  void ends() {
    ExecutionListener listener = BuildSession.endingWorkers(maven, () -> events.add("workers end"));

    listener.mojoStarted(null);
    listener.mojoSucceeded(null);
    assertThat(events).containsExactly("mojo started");
    assertThatThrownBy(() -> listener.sessionEnded(null))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("an extension is broken");
    assertThat(events).containsExactly("mojo started", "session ended", "workers end");
    assertThat(listener).isEqualTo(listener).isNotEqualTo(maven);
    assertThat(List.of(listener)).hasToString("[ends LatentJ's workers after the build]");
  }

  @Test
  @DisplayName("does so with the first goal that needs them, and without other listeners")
  void registersOnce() {
    MavenExecutionRequest request = new DefaultMavenExecutionRequest();
    new BuildSession(request).endWorkersAtItsEnd();
    ExecutionListener listener = request.getExecutionListener();
    new BuildSession(request).endWorkersAtItsEnd();

    assertThat(request.getExecutionListener()).isSameAs(listener);
    listener.sessionStarted(null);
    listener.sessionEnded(null);
    assertThat(new BuildSession(request).isFirst("x")).isTrue();
    assertThat(new BuildSession(request).isFirst("x")).isFalse();
  }
}
