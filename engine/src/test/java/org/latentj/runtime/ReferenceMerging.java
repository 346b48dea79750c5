package org.latentj.runtime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Token merging (Bolya and Hoffman 2023), with one destination in each square of four. */
final class ReferenceMerging {
  private ReferenceMerging() {}

  /** For each token the number of its group: tokens that merge have that of their destination. */
  static int[] groups(double[][] tokens, int height, int width, double share) {
    List<Integer> sources = new ArrayList<>();
    int[] nearest = new int[tokens.length];
    double[] similarity = new double[tokens.length];
    for (int i = 0; i < tokens.length; i++) {
      nearest[i] = i;
      if (i / width % 2 == 0 && i % width % 2 == 0) {
        continue;
      }
      sources.add(i);
      similarity[i] = -2;
      for (int j = 0; j < tokens.length; j++) {
        boolean destination = j / width % 2 == 0 && j % width % 2 == 0;
        if (destination && cosine(tokens[i], tokens[j]) > similarity[i]) {
          similarity[i] = cosine(tokens[i], tokens[j]);
          nearest[i] = j;
        }
      }
    }
    sources.sort(Comparator.comparingDouble(i -> -similarity[i]));
    int merged = Math.min((int) (share * height * width), sources.size());
    sources.subList(merged, sources.size()).forEach(i -> nearest[i] = i);
    List<Integer> distinct = Arrays.stream(nearest).distinct().boxed().toList();
    return Arrays.stream(nearest).map(distinct::indexOf).toArray();
  }

  private static double cosine(double[] a, double[] b) {
    double product = 0;
    double squares = 0;
    double others = 0;
    for (int k = 0; k < a.length; k++) {
      product += a[k] * b[k];
      squares += a[k] * a[k];
      others += b[k] * b[k];
    }
    return product / Math.sqrt(squares * others);
  }

  static double[][] means(double[][] rows, int[] groups) {
    int count = Arrays.stream(groups).max().orElseThrow() + 1;
    double[][] sums = new double[count][rows[0].length];
    int[] members = new int[count];
    for (int i = 0; i < rows.length; i++) {
      members[groups[i]]++;
      for (int k = 0; k < rows[i].length; k++) {
        sums[groups[i]][k] += rows[i][k];
      }
    }
    for (int group = 0; group < count; group++) {
      for (int k = 0; k < sums[group].length; k++) {
        sums[group][k] /= members[group];
      }
    }
    return sums;
  }

  static double[][] spread(double[][] rows, int[] groups) {
    return Arrays.stream(groups).mapToObj(group -> rows[group]).toArray(double[][]::new);
  }
}
