/** Textual inversions: trained vectors that stand for a word in prompts. */
package org.latentj.extend.embedding;
