"""Measures what `--batches` of the engine's benchmark measures, of diffusers run eagerly.

For whoever has PyTorch and diffusers on the machine already and wants both numbers from there.
Nothing in this project uses it. The networks are Stable Diffusion v1's with random weights; an
iteration is a step with guidance: one evaluation of the UNet on two rows a picture, guidance, and
DDIM, as in diffusers' StableDiffusionPipeline.

On a GPU, events are recorded between steps and read when all have run: diffusers may queue work as
far ahead as it likes, and what counts is how long the device takes.

    python engine/src/bench/diffusers_eager.py --batches 1,4,16
"""

import argparse
import platform
import statistics
import time

import diffusers
import torch
from diffusers import DDIMScheduler, UNet2DConditionModel

PARAMETERS = 859_520_964  # of Stable Diffusion v1's UNet
GUIDANCE_SCALE = 7.5
TYPES = {"fp16": torch.float16, "bf16": torch.bfloat16, "fp32": torch.float32}


def options():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--batches", default="1,4,16", help="pictures at a time (default 1,4,16)")
    parser.add_argument("--precision", choices=TYPES, help="default fp16, on a CPU fp32")
    parser.add_argument("--width", type=int, default=512, help="of the pictures (default 512)")
    parser.add_argument("--height", type=int, default=512, help="of the pictures (default 512)")
    parser.add_argument("--steps", type=int, default=20, help="timed steps (default 20)")
    parser.add_argument("--warmup", type=int, default=5, help="steps before those (default 5)")
    parser.add_argument("--channels-last", action="store_true", help="images laid out NHWC")
    parser.add_argument("--device", help="default cuda where there is one, else cpu")
    parser.add_argument("--tiny", action="store_true", help="a small UNet, to try this script")
    return parser.parse_args()


def stable_diffusion_1(tiny):
    """The UNet of Stable Diffusion v1 with PyTorch's initial weights, and its scheduler."""
    unet = UNet2DConditionModel(
        sample_size=64,
        in_channels=4,
        out_channels=4,
        layers_per_block=2,
        block_out_channels=(32, 32, 64, 64) if tiny else (320, 640, 1280, 1280),
        cross_attention_dim=768,
        attention_head_dim=8,
    )
    parameters = sum(p.numel() for p in unet.parameters())
    if not tiny and parameters != PARAMETERS:
        raise SystemExit(f"expected a UNet of {PARAMETERS} parameters but got {parameters}")
    scheduler = DDIMScheduler(
        beta_start=0.00085,
        beta_end=0.012,
        beta_schedule="scaled_linear",
        clip_sample=False,
        set_alpha_to_one=False,
        steps_offset=1,
    )
    return unet, scheduler


class Clock:
    """Times between marks: by CUDA's events on a GPU, else by the computer's clock."""

    def __init__(self, device):
        self.cuda = device.type == "cuda"
        self.marks = []

    def mark(self):
        if self.cuda:
            event = torch.cuda.Event(enable_timing=True)
            event.record()
            self.marks.append(event)
        else:
            self.marks.append(time.perf_counter())

    def seconds(self):
        """The time between each mark and the next; waits for the device."""
        pairs = list(zip(self.marks, self.marks[1:]))
        if self.cuda:
            torch.cuda.synchronize()
            return [begin.elapsed_time(end) * 1e-3 for begin, end in pairs]
        return [end - begin for begin, end in pairs]


@torch.no_grad()
def sample(unet, scheduler, batch, args, device, dtype):
    """Seconds of each step of a run, those to warm up left out."""
    latents = torch.randn(batch, 4, args.height // 8, args.width // 8).to(device, dtype)
    prompts = torch.randn(2 * batch, 77, unet.config.cross_attention_dim).to(device, dtype)
    scheduler.set_timesteps(args.warmup + args.steps, device=device)
    clock = Clock(device)
    clock.mark()
    for t in scheduler.timesteps:
        rows = scheduler.scale_model_input(torch.cat([latents] * 2), t)
        noise = unet(rows, t, encoder_hidden_states=prompts, return_dict=False)[0]
        negative, positive = noise.chunk(2)
        noise = negative + GUIDANCE_SCALE * (positive - negative)
        latents = scheduler.step(noise, t, latents, return_dict=False)[0]
        clock.mark()
    return clock.seconds()[args.warmup :]


def memory(device):
    if device.type != "cuda":
        return "", ""
    allocated = torch.cuda.max_memory_allocated(device) * 1e-9
    reserved = torch.cuda.max_memory_reserved(device) * 1e-9
    return f"{allocated:.2f} GB", f"{reserved:.2f} GB"


def main():
    args = options()
    device = torch.device(args.device or ("cuda" if torch.cuda.is_available() else "cpu"))
    precision = args.precision or ("fp16" if device.type == "cuda" else "fp32")
    torch.manual_seed(0)
    unet, scheduler = stable_diffusion_1(args.tiny)
    unet = unet.to(device, TYPES[precision]).eval()
    if args.channels_last:
        unet = unet.to(memory_format=torch.channels_last)

    name = torch.cuda.get_device_name(device) if device.type == "cuda" else platform.processor()
    layout = "channels last" if args.channels_last else "channels first"
    print(f"diffusers {diffusers.__version__}, PyTorch {torch.__version__}, {device} {name}")
    print(f"{precision}, {layout}, {args.width} x {args.height} pixels; median of {args.steps} steps")
    processors = sorted({type(p).__name__ for p in unet.attn_processors.values()})
    print(f"attention: {', '.join(processors)}")
    print()
    print("| pictures | step with guidance | it/s | pictures x it/s | peak allocated | peak reserved |")
    print("| -------- | ------------------ | ---- | --------------- | -------------- | ------------- |")
    for batch in [int(part) for part in args.batches.split(",")]:
        if device.type == "cuda":
            torch.cuda.empty_cache()
            torch.cuda.reset_peak_memory_stats(device)
        try:
            seconds = sample(unet, scheduler, batch, args, device, TYPES[precision])
        except torch.cuda.OutOfMemoryError:
            print(f"| {batch} | does not fit into memory | | | | |")
            continue
        median = statistics.median(seconds)
        allocated, reserved = memory(device)
        spread = f"{min(seconds):.4f}..{max(seconds):.4f}"
        print(
            f"| {batch} | {median:.4f} s ({spread}) | {1 / median:.2f} | {batch / median:.2f}"
            f" | {allocated} | {reserved} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
