package org.latentj.samples.miniature.training;
import java.util.*;
import org.latentj.model.*;
import org.latentj.runtime.*;
import org.latentj.tensor.*;
public final class Speed {
  public static void main(String[] a) {
    ElementType type = ElementType.valueOf(a[1]);
    List<Integer> widths = Arrays.stream(a[2].split(",")).map(Integer::valueOf).toList();
    int layers = Integer.parseInt(a[3]);
    int batch = Integer.parseInt(a[4]);
    int reps = 8;
    ComputeDevice device = ComputeDevice.choose("cpu");
    Random r = new Random(1);
    List<Double> times = new ArrayList<>();
    if (a[0].equals("unet")) {
    List<Boolean> cross = new ArrayList<>();
    for (char c : a[5].toCharArray()) cross.add(c == '1');
    ModelConfig config = new ModelConfig(
      new TextEncoderConfig(950, 128, 384, 2, 4, 77, TextEncoderConfig.Activation.QUICK_GELU, 1e-5),
      new UNetConfig(4,4,widths,layers,cross,Collections.nCopies(widths.size(),4),1,128,16,1e-5,false,true,0,16),
      VaeConfig.stableDiffusion(), NoiseScheduleConfig.stableDiffusion1(), 0);
    System.out.println("params " + org.latentj.network.UNet.script(config.unet(), org.latentj.network.EmitOptions.reference()).weights().parameters()+" threads "+Torch.threads());
    try (Diffusion step = new Diffusion(config, type, new SplittableRandom(1), device); GradientStep g = new GradientStep(device)) {
      for (int i = 1; i <= reps; i++) {
        FloatTensor x = FloatTensor.zeros(Shape.of(batch,4,16,16)), n = FloatTensor.zeros(Shape.of(batch,4,16,16));
        for (int k=0;k<x.data().length;k++){ n.data()[k]=(float)r.nextGaussian(); x.data()[k]=n.data()[k]*0.7f+0.3f; }
        double[] t = r.doubles(batch,0,999).toArray();
        int[][] ids = new int[batch][77];
        long b=System.nanoTime();
        NoisedBatch nb = new NoisedBatch(x,n,t,ids);
        double loss = g.learn(batch, (arena,from,to)->step.loss(nb.share(from,to),arena), step.weights(), i,1e-3,0.9);
        times.add((System.nanoTime()-b)*1e-9);
        System.out.printf("%d loss %.4f  %.3f s%n", i, loss, (System.nanoTime()-b)*1e-9);
      }
    } } else {
      int size = Integer.parseInt(a[5]);
      VaeConfig c = new VaeConfig(3,4,widths,layers,8,1,true);
      System.out.println("params "+(org.latentj.network.VaeEncoder.script(c, org.latentj.network.EmitOptions.reference()).weights().parameters()+org.latentj.network.VaeDecoder.script(c, org.latentj.network.EmitOptions.reference()).weights().parameters()));
      try (Autoencoder step = new Autoencoder(c, type, new SplittableRandom(1), device); GradientStep g = new GradientStep(device)) {
      for (int i = 1; i <= reps; i++) {
        FloatTensor x = FloatTensor.zeros(Shape.of(batch,3,size,size)), n = FloatTensor.zeros(Shape.of(batch,4,size/8,size/8));
        for (int k=0;k<n.data().length;k++){ n.data()[k]=(float)r.nextGaussian(); }
        long b=System.nanoTime();
        double loss = g.learn(batch, (arena,from,to)->step.loss(NoisedBatch.rows(x,from,to),NoisedBatch.rows(n,from,to),arena), step.weights(), i,1e-3,0.9);
        times.add((System.nanoTime()-b)*1e-9);
        System.out.printf("%d loss %.4f  %.3f s%n", i, loss, (System.nanoTime()-b)*1e-9);
      }
    } }
    Collections.sort(times); System.out.printf("%s median %.3f min %.3f%n", String.join(" ",a), times.get(reps/2), times.get(0));
  }
}
