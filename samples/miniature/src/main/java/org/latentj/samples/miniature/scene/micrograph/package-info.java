/** Fluorescence micrographs: nuclei, fibers and bacteria in one channel's colour on black. */
package org.latentj.samples.miniature.scene.micrograph;
