import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Measures what the plugin adds to a build that has nothing to do: makes a project of 500 assets,
 * lets it generate them once, and then runs the same build with and without the plugin in turn. Run
 * it as it is, after {@code mvn -q -DskipTests install}:
 *
 * <pre>java maven-plugin/src/bench/UnchangedBuild.java [pairs] [maven arguments...]</pre>
 */
final class UnchangedBuild {
  private static final int ASSETS = 500;
  private static final int WARM_UPS = 2;
  private static final String VERSION = "0.1.0-SNAPSHOT";

  private static final String PROJECT =
      """
      <project xmlns="http://maven.apache.org/POM/4.0.0">
        <modelVersion>4.0.0</modelVersion>
        <groupId>org.example</groupId>
        <artifactId>bench</artifactId>
        <version>1</version>
        <packaging>pom</packaging>
        %s
      </project>
      """;

  private static final String PLUGIN =
      """
      <build>
          <plugins>
            <plugin>
              <groupId>org.latentj</groupId>
              <artifactId>sd-maven-plugin</artifactId>
              <version>%s</version>
              <executions>
                <execution>
                  <goals><goal>generate</goal></goals>
                </execution>
              </executions>
            </plugin>
          </plugins>
        </build>\
      """
          .formatted(VERSION);

  private final Path folder;
  private final List<String> mavenArguments;

  private UnchangedBuild(Path folder, List<String> mavenArguments) {
    this.folder = folder;
    this.mavenArguments = mavenArguments;
  }

  public static void main(String[] args) throws Exception {
    int pairs = args.length > 0 ? Integer.parseInt(args[0]) : 11;
    List<String> more = Arrays.asList(args).subList(Math.min(1, args.length), args.length);
    Path folder = Files.createTempDirectory("unchanged-build-");
    try {
      UnchangedBuild bench = new UnchangedBuild(folder, more);
      bench.writeProject();
      System.out.printf(
          Locale.ROOT, "made %d assets in %.1f s%n", ASSETS, bench.seconds("with.xml"));
      bench.measure(pairs);
    } finally {
      delete(folder);
    }
  }

  /** Entries, a matrix, styles and two sprite sheets, as projects of that size have them. */
  private void writeProject() throws IOException {
    Files.writeString(folder.resolve("with.xml"), PROJECT.formatted(PLUGIN));
    Files.writeString(folder.resolve("without.xml"), PROJECT.formatted(""));
    StringBuilder manifest =
        new StringBuilder(
            """
            defaults: {size: 64x64, steps: 1, sampler: Euler, style: plain}
            styles:
              plain: {prefix: an icon of, suffix: on a white background}
            assets:
            """);
    for (int i = 0; i < ASSETS - 100; i++) {
      manifest.append("  - {name: icons/a%d, prompt: a red circle, seed: %d}%n".formatted(i, i));
    }
    manifest.append(
        """
          - name: gems/${color}-${seed}
            prompt: a ${color} diamond
            matrix:
              color: [red, blue, green, yellow]
              seed: [%s]
        spriteSheets:
          - {output: sheets/gems.png, assets: gems/*}
        """
            .formatted(
                String.join(
                    ", ", Stream.iterate(1, i -> i + 1).limit(25).map(String::valueOf).toList())));
    Path manifests = Files.createDirectories(folder.resolve("src/main/sd"));
    Files.writeString(manifests.resolve("assets.yaml"), manifest.toString());
  }

  private void measure(int pairs) throws Exception {
    for (int i = 0; i < WARM_UPS; i++) {
      seconds("without.xml");
      seconds("with.xml");
    }
    List<Double> without = new ArrayList<>();
    List<Double> with = new ArrayList<>();
    List<Double> differences = new ArrayList<>();
    for (int i = 0; i < pairs; i++) {
      without.add(seconds("without.xml"));
      with.add(seconds("with.xml"));
      differences.add(with.get(i) - without.get(i));
    }
    System.out.printf(
        Locale.ROOT,
        "medians of %d pairs: without %.3f s, with %.3f s; added by the plugin %.3f s (%.3f to"
            + " %.3f)%n",
        pairs,
        median(without),
        median(with),
        median(differences),
        Collections.min(differences),
        Collections.max(differences));
  }

  /** What a build takes, from start to end of Maven's process. */
  private double seconds(String pom) throws Exception {
    boolean windows = System.getProperty("os.name").startsWith("Windows");
    List<String> command =
        new ArrayList<>(
            List.of(
                windows ? "mvn.cmd" : "mvn",
                "-o",
                "-q",
                "-f",
                pom,
                "-Dsd.cache=off",
                "generate-resources"));
    command.addAll(mavenArguments);
    long start = System.nanoTime();
    int status =
        new ProcessBuilder(command).directory(folder.toFile()).inheritIO().start().waitFor();
    double seconds = (System.nanoTime() - start) / 1e9;
    if (status != 0) {
      throw new IllegalStateException(
          "the build failed; has the plugin been installed? mvn -q -DskipTests install");
    }
    return seconds;
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
