/**
 * From a prompt to what a CLIP text encoder takes: token ids in chunks of 77, and a weight for
 * each. Depends on {@code tensor}, {@code prompt}, {@code text.cleanup}, {@code checkpoint} (for
 * its exception), gson and DJL's tokenizers.
 */
package org.latentj.text;
