using System.Globalization;
using LambdaImage.Engine.Environments;
using LambdaImage.Engine.Processes;
using LambdaImage.Engine.Tests.Oci;
using LambdaImage.Engine.Tests.Plans;

namespace LambdaImage.Engine.Tests.Inspection;

/// <summary>Two images of the real docker: what differs is what <c>diff</c> and <c>find</c> say about the two trees that umoci unpacks.</summary>
public sealed class Comparing_what_engines_built : IDisposable
{
    private readonly ImageCarriage _carriage = new(new ProcessRunner(new ProcessEnvironment()));
    private readonly ScratchFolder _scratch = new();
    private readonly string _name = $"compared-{Guid.NewGuid():N}";

    [SkippableFact]
    public async Task What_differs_is_what_diff_and_find_say()
    {
        Skip.If(Environment.GetEnvironmentVariable("LAMBDAIMAGE_LAB") is null, "needs the lab");
        Skip.IfNot(ScratchFolder.Has("docker") && ScratchFolder.Has("umoci") && Environment.IsPrivilegedProcess, "needs docker, umoci and root");
        Build("old", "RUN mkdir -p /data/a /data/b && echo 1 > /data/a/changed && echo 2 > /data/a/gone && ln -s gone /data/a/link && echo 3 > /data/b/mode && echo 4 > /data/b/owner && echo 5 > /data/type && echo 6 > '/data/with space'");
        Build("new", "RUN mkdir -p /data/a /data/b /data/type /data/new/deep && echo 11 > /data/a/changed && ln -s other /data/a/link && echo 3 > /data/b/mode && chmod 755 /data/b/mode && echo 4 > /data/b/owner && chown 7:8 /data/b/owner && echo n > /data/new/deep/file && echo 6 > '/data/with space' && rm -rf /bin/busybox.none");
        try
        {
            var found = await _carriage.CompareAsync($"docker-daemon:{_name}:old", $"docker-daemon:{_name}:new");

            // One line for each path: type, mode, owner, target of a link, digest.
            const string Listing = "find . -mindepth 1 -printf '%P\\t%y %m %U:%G %l\\n' | sort > ../../$0.list; find . -type f -printf '%P\\n' | sort | tr '\\n' '\\0' | xargs -0 sha256sum > ../../$0.sums";
            foreach (var side in new[] { "old", "new" }) _scratch.Run("sh", "-c", $"cd {side}/rootfs && {Listing}", side);
            var (before, after) = (Lines("old"), Lines("new"));
            found.Files.Where(file => file.Change == ImageChange.Added).Select(file => file.Path).ShouldBe(after.Keys.Except(before.Keys), ignoreOrder: true);
            found.Files.Where(file => file.Change == ImageChange.Removed).Select(file => file.Path).ShouldBe(before.Keys.Except(after.Keys), ignoreOrder: true);
            found.Files.Where(file => file.Change == ImageChange.Changed).Select(file => file.Path)
                .ShouldBe(before.Keys.Intersect(after.Keys).Where(path => before[path] != after[path]), ignoreOrder: true);
            found.Files.Where(file => file.What.Contains("content")).Select(file => file.Path).ShouldBe(
                Text("diff -rq --no-dereference old/rootfs new/rootfs | sed -n 's|^Files old/rootfs\\(.*\\) and .* differ$|\\1|p'").Split('\n', StringSplitOptions.RemoveEmptyEntries), ignoreOrder: true);
            (found.Added, found.Removed).ShouldBe((
                (int)Number("diff -rq --no-dereference old/rootfs new/rootfs | grep -c '^Only in new' || true") + 2, (int)Number("diff -rq --no-dereference old/rootfs new/rootfs | grep -c '^Only in old' || true")));
        }
        finally
        {
            _scratch.Run("docker", "image", "rm", "--force", $"{_name}:old", $"{_name}:new");
        }
    }

    public void Dispose()
    {
        _carriage.Dispose();
        _scratch.Dispose();
    }

    private void Build(string tag, string step)
    {
        _scratch.Write("Dockerfile", $"FROM public.ecr.aws/lambda/provided:al2023\n{step}\nCMD [\"handler\"]\n");
        _scratch.Run("docker", "build", "--tag", $"{_name}:{tag}", ".");
        _scratch.Run("docker", "save", "--output", tag + ".tar", $"{_name}:{tag}");
        _scratch.Run("skopeo", "copy", "--quiet", $"docker-archive:{tag}.tar", $"oci:oci-{tag}:v1");
        _scratch.Run("umoci", "unpack", "--image", $"oci-{tag}:v1", tag);
    }

    /// <summary>What find and sha256sum say, by absolute path.</summary>
    private Dictionary<string, string> Lines(string side)
    {
        var sums = File.ReadLines(_scratch[side + ".sums"]).ToDictionary(line => "/" + line[66..], line => line[..64], StringComparer.Ordinal);
        return File.ReadLines(_scratch[side + ".list"]).Select(line => line.Split('\t'))
            .ToDictionary(parts => "/" + parts[0], parts => $"{parts[1]} {sums.GetValueOrDefault("/" + parts[0])}", StringComparer.Ordinal);
    }

    private long Number(string command) => long.Parse(Text(command), CultureInfo.InvariantCulture);

    private string Text(string command) => _scratch.Run("sh", "-c", command).Trim();
}
