using System.Collections.Concurrent;
using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json;

namespace LambdaImage.TestKit.Aws;

/// <summary>The service models that botocore brings. Without it on the machine there are none, and nothing is
/// checked.</summary>
internal static class ServiceModels
{
    private static readonly Lazy<string?> Folder = new(Find);
    private static readonly ConcurrentDictionary<string, ServiceModel?> Models = new(StringComparer.Ordinal);

    public static bool AreHere => Folder.Value is not null;

    /// <param name="service">Name as botocore has it: <c>lambda</c>, <c>ecr</c>, <c>ecr-public</c>, <c>iam</c>, <c>sts</c>.</param>
    /// <returns>The newest model; null when there is none on this machine.</returns>
    public static ServiceModel? Of(string service) => Models.GetOrAdd(service, Load);

    /// <summary>AWS's partitions, with their Regions and suffixes of host names.</summary>
    public static IReadOnlyList<JsonElement> Partitions() =>
        [.. JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(Path.Combine(Folder.Value!, "partitions.json"))).GetProperty("partitions").EnumerateArray()];

    private static ServiceModel? Load(string service)
    {
        if (Folder.Value is not { } folder) return null;
        var newest = Directory.GetDirectories(Path.Combine(folder, service)).Order(StringComparer.Ordinal).Last();
        var packed = Path.Combine(newest, "service-2.json.gz");
        using Stream file = File.OpenRead(File.Exists(packed) ? packed : Path.Combine(newest, "service-2.json"));
        using var text = File.Exists(packed) ? new GZipStream(file, CompressionMode.Decompress) : file;
        return new ServiceModel(JsonSerializer.Deserialize<JsonElement>(text));
    }

    private static string? Find()
    {
        try
        {
            // The lab may have one of its own.
            var program = Environment.GetEnvironmentVariable("LAMBDAIMAGE_LAB_PYTHON") ?? "python3";
            using var python = Process.Start(new ProcessStartInfo(program, ["-c", "import botocore,os;print(os.path.dirname(botocore.__file__))"])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var folder = Path.Combine(python.StandardOutput.ReadToEnd().Trim(), "data");
            python.WaitForExit();
            return python.ExitCode == 0 && Directory.Exists(folder) ? folder : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
