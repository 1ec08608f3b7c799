using System.Security.Cryptography;
using LambdaImage.TestKit.Faults;
using LambdaImage.Tests.Lab;

namespace LambdaImage.Tests.Faults;

/// <summary>A project whose base image is behind a proxy, where its own image goes, too.</summary>
internal sealed class FaultyProject : IDisposable
{
    private readonly AppFolder _app = new();

    private FaultyProject(int size)
    {
        _app.Write("app/Dockerfile", $"FROM {World.Target}:v1\nCOPY --from={World.Target}:v1 /lib /copied\nCOPY --chmod=755 bootstrap large /\nENTRYPOINT [\"/bootstrap\"]\n");
        _app.Write("app/bootstrap", "#!/bin/sh\n");
        File.WriteAllBytes(Path.Combine(_app.Path, "app", "large"), RandomNumberGenerator.GetBytes(size));
    }

    public FaultWorld World { get; } = new();

    public string Cache => Path.Combine(_app.Path, "cache");

    /// <summary>Where this project's image goes.</summary>
    public string Destination => $"{World.Target}-built:v1";

    public string this[string name] => Path.Combine(_app.Path, name);

    /// <param name="size">Bytes of its largest file: one of megabytes takes a moment to write.</param>
    public static async Task<FaultyProject> CreateAsync(int size = 100_000)
    {
        var project = new FaultyProject(size);
        await project.World.SeedAsync("lib", RandomNumberGenerator.GetHexString(600_000));
        return project;
    }

    public ToolProcess Build(string output, string? cache = null) =>
        new(cache ?? Cache, "build", this["app"], "--dockerfile", "--engine", "Daemonless", "--output", this[output]);

    public ToolProcess Publish(string? cache = null) =>
        new(cache ?? Cache, "publish", this["app"], "--dockerfile", "--engine", "Daemonless", "--destination", Destination);

    public void Dispose()
    {
        World.Dispose();
        _app.Dispose();
    }
}
