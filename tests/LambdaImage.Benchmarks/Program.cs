using BenchmarkDotNet.Running;

BenchmarkSwitcher.FromAssembly(typeof(LambdaImage.Benchmarks.DetectionBenchmark).Assembly).Run(args);
