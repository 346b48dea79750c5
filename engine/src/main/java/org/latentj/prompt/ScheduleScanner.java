package org.latentj.prompt;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds the schedules of a prompt in one pass. Webui parses with an ambiguous grammar in which a
 * bracket is part of a balanced group if it can be, and text otherwise; a group can only stand in a
 * group that is well-formed itself. So a bracket that turns out to be text makes text of all
 * brackets open around it, and pairs closed before stay what they are.
 */
final class ScheduleScanner {
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+[eE][+-]?\\d+|(\\d+\\.\\d*|\\.\\d+)([eE][+-]?\\d+)?|\\d+)");

  private final String prompt;
  private final int[] groupAt;
  private final List<ScheduleGroup> groups = new ArrayList<>();
  private final Deque<Open> open = new ArrayDeque<>();
  private int unexplainedBars;

  /** A bracket not yet closed, and the separators directly inside. */
  private record Open(int at, char bracket, List<Integer> colons, List<Integer> bars) {}

  private ScheduleScanner(String prompt) {
    this.prompt = prompt;
    groupAt = new int[prompt.length()];
  }

  /** The plan of a prompt; empty if webui's grammar does not accept the prompt at all. */
  static Optional<SchedulePlan> scan(String prompt) {
    return new ScheduleScanner(prompt).scan();
  }

  private Optional<SchedulePlan> scan() {
    for (int i = 0; i < prompt.length(); i++) {
      switch (prompt.charAt(i)) {
        case '\\' -> {
          i++;
          if (i == prompt.length() || prompt.charAt(i) == '\n') {
            return Optional.empty();
          }
        }
        case '[', '(' ->
            open.push(new Open(i, prompt.charAt(i), new ArrayList<>(), new ArrayList<>()));
        case ']', ')' -> close(i);
        case ':' -> {
          if (!open.isEmpty()) {
            open.peek().colons.add(i);
          }
        }
        case '|' -> {
          unexplainedBars++;
          if (!open.isEmpty()) {
            open.peek().bars.add(i);
          }
        }
        default -> {
          // Plain text needs no mark.
        }
      }
    }
    return unexplainedBars > 0
        ? Optional.empty()
        : Optional.of(new SchedulePlan(prompt, groups, groupAt));
  }

  private void close(int at) {
    char opening = prompt.charAt(at) == ']' ? '[' : '(';
    if (open.isEmpty() || open.peek().bracket != opening || !accept(open.pop(), at)) {
      open.clear();
    }
  }

  /** Whether the pair is well-formed; marks it if it is a schedule. */
  private boolean accept(Open pair, int end) {
    int colons = pair.colons.size();
    int bars = pair.bars.size();
    if (pair.bracket == '(' || colons + bars == 0) {
      return bars == 0 && colons <= 1;
    }
    if (colons == 0) {
      unexplainedBars -= bars;
      mark(
          pair.at, pair.bars, end, new ScheduleGroup(ScheduleGroup.Kind.ALTERNATION, bars + 1, ""));
      return true;
    }
    String when = prompt.substring(pair.colons.get(colons - 1) + 1, end).strip();
    if (bars > 0 || colons > 2 || !NUMBER.matcher(when).matches()) {
      return false;
    }
    mark(pair.at, pair.colons, end, new ScheduleGroup(ScheduleGroup.Kind.SWITCH, colons + 1, when));
    return true;
  }

  private void mark(int start, List<Integer> separators, int end, ScheduleGroup group) {
    groups.add(group);
    groupAt[start] = groups.size();
    separators.forEach(i -> groupAt[i] = groups.size());
    groupAt[end] = -groups.size();
  }
}
