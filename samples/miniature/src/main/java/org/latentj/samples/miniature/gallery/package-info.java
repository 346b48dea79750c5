/** The sheet of pictures that the README opens with. */
package org.latentj.samples.miniature.gallery;
