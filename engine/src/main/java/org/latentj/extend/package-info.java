/**
 * What changes a model without being one: which LoRAs and textual inversions a model is loaded
 * with, and how a name in a prompt finds its file. {@code extend.lora} and {@code extend.embedding}
 * read them; nothing here needs native code.
 */
package org.latentj.extend;
