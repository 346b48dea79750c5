/** Text to image: whether pictures show what their prompts say. */
package org.latentj.samples.miniature.evaluation.adherence;
