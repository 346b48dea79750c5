package org.latentj.checkpoint.torch;

/**
 * An entry of a zip archive.
 *
 * @param name its path in the archive
 * @param method 0 for stored, 8 for deflated
 * @param headerOffset file offset of its local header
 * @param dataOffset file offset of its data
 * @param storedSize bytes of the data in the file
 * @param size bytes of the contents
 */
record ZipEntryRange(
    String name, int method, long headerOffset, long dataOffset, long storedSize, long size) {

  boolean stored() {
    return method == 0;
  }
}
