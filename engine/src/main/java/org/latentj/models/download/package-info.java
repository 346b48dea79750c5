/**
 * Fetches large files over HTTP: resumed, verified, one process at a time, and renamed when whole.
 */
package org.latentj.models.download;
