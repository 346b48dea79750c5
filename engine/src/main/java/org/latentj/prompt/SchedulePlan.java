package org.latentj.prompt;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * A prompt in which every bracket and separator of a schedule is known. Nothing here recurses, so
 * nesting may be as deep as the prompt is long.
 */
final class SchedulePlan {
  private final String prompt;
  private final List<ScheduleGroup> groups;
  private final int[] groupAt;

  /**
   * A plan.
   *
   * @param groups all groups
   * @param groupAt for each character 1 + the index of the group of which it is a bracket or a
   *     separator, negated for the closing bracket; 0 for all other characters
   */
  SchedulePlan(String prompt, List<ScheduleGroup> groups, int[] groupAt) {
    this.prompt = prompt;
    this.groups = groups;
    this.groupAt = groupAt;
  }

  /** The steps after which the text may change, the last step included. */
  SortedSet<Integer> boundaries(int steps) {
    SortedSet<Integer> boundaries = new TreeSet<>(List.of(steps));
    for (ScheduleGroup group : groups) {
      if (group.kind() == ScheduleGroup.Kind.SWITCH) {
        boundaries.add(group.lastStepBefore(steps));
      }
    }
    if (groups.stream().anyMatch(g -> g.kind() == ScheduleGroup.Kind.ALTERNATION)) {
      IntStream.rangeClosed(1, steps).forEach(boundaries::add);
    }
    return boundaries.tailSet(1);
  }

  /** The text at a step, counted from 1. */
  String textAt(int step, int steps) {
    StringBuilder text = new StringBuilder(prompt.length());
    Deque<Position> open = new ArrayDeque<>();
    boolean visible = true;
    for (int i = 0; i < prompt.length(); i++) {
      int mark = groupAt[i];
      if (mark == 0) {
        if (visible) {
          text.append(prompt.charAt(i));
        }
      } else if (mark < 0) {
        visible = open.pop().outside;
      } else {
        Position position = open.peek();
        if (position == null || position.mark != mark) {
          position = new Position(mark, visible);
          open.push(position);
        }
        ScheduleGroup group = groups.get(mark - 1);
        visible = position.outside && group.shows(position.part++, step, steps);
      }
    }
    return text.toString();
  }

  /** How far a group has been read. */
  private static final class Position {
    private final int mark;
    private final boolean outside;
    private int part;

    Position(int mark, boolean outside) {
      this.mark = mark;
      this.outside = outside;
    }
  }
}
