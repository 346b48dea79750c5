package org.latentj.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TimeZone;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ScriptArchiveTest {
  private static final String SOURCE = "class Net(Module):\n  training : bool  # \u00e4\n";

  private static Map<String, byte[]> entries(byte[] archive) throws IOException {
    Map<String, byte[]> all = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        // libtorch maps entries in place; it does not inflate.
        assertThat(entry.getMethod()).as(entry.getName()).isEqualTo(ZipEntry.STORED);
        all.put(entry.getName(), zip.readAllBytes());
      }
    }
    return all;
  }

  @Test
  @DisplayName("the archive holds torch.jit.save's entries under one folder, stored, none more")
  void layout() throws IOException {
    Map<String, byte[]> entries = entries(ScriptArchive.of(SOURCE));

    assertThat(entries)
        .containsOnlyKeys(
            "net/data.pkl",
            "net/code/__torch__.py",
            "net/constants.pkl",
            "net/version",
            "net/byteorder");
    assertThat(entries.get("net/code/__torch__.py"))
        .isEqualTo(SOURCE.getBytes(StandardCharsets.UTF_8));
    assertThat(entries.get("net/version")).asString().isEqualTo("3\n");
    assertThat(entries.get("net/byteorder")).asString().isEqualTo("little");
  }

  @Test
  @DisplayName("every local header has the size and CRC of its contents")
  void headers() {
    ByteBuffer zip = ByteBuffer.wrap(ScriptArchive.of(SOURCE)).order(ByteOrder.LITTLE_ENDIAN);
    int found = 0;
    while (zip.getInt(zip.position()) == 0x04034b50) {
      int at = zip.position();
      int size = zip.getInt(at + 22);
      int start = at + 30 + zip.getShort(at + 26) + zip.getShort(at + 28);
      CRC32 crc = new CRC32();
      crc.update(zip.array(), start, size);

      assertThat(zip.getInt(at + 14)).isEqualTo((int) crc.getValue());
      assertThat(zip.getInt(at + 18)).isEqualTo(size);
      zip.position(start + size);
      found++;
    }
    assertThat(found).isEqualTo(5);
    assertThat(zip.getInt(zip.position())).as("the directory follows").isEqualTo(0x02014b50);
  }

  @Test
  @DisplayName("the root object is __torch__.Net with training = False, in pickle protocol 2")
  void rootObject() throws IOException {
    byte[] pickle = entries(ScriptArchive.of(SOURCE)).get("net/data.pkl");

    // PROTO 2, GLOBAL __torch__ Net, EMPTY_TUPLE NEWOBJ, EMPTY_DICT MARK, BINUNICODE training,
    // NEWFALSE, SETITEMS BUILD STOP.
    assertThat(HexFormat.of().formatHex(pickle))
        .isEqualTo(
            "8002"
                + "63"
                + hex("__torch__\nNet\n")
                + "2981"
                + "7d28"
                + "5808000000"
                + hex("training")
                + "89"
                + "75622e");
  }

  @Test
  @DisplayName("the same source gives the same bytes at any time in any time zone")
  void deterministic() {
    byte[] here = ScriptArchive.of(SOURCE);
    TimeZone before = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
      assertThat(ScriptArchive.of(SOURCE)).isEqualTo(here);
    } finally {
      TimeZone.setDefault(before);
    }
    assertThat(ScriptArchive.of(SOURCE + " ")).isNotEqualTo(here);
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
  }
}
