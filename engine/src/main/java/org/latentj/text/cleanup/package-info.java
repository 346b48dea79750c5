/**
 * The clean-up of text that CLIP's tokenizer was trained after: mojibake, HTML entities,
 * typographic forms, blanks, letter case. Depends on the JDK only.
 */
package org.latentj.text.cleanup;
