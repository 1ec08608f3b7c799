using LambdaImage.Engine.Invocations;
using LambdaImage.Engine.Tests.Oci;

namespace LambdaImage.Engine.Tests.Invocations;

public sealed class Reading_the_memory_used : IDisposable
{
    private static readonly ContainerState Container = new("4d3f", HasStarted: true, IsOutOfMemory: false, ProcessId: 42);

    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Both_versions_of_control_groups_tell()
    {
        Write("proc/42/cgroup", "8:pids:/docker/4d3f\n4:cpu,memory:/docker/4d3f\n");
        Write("sys/memory/docker/4d3f/memory.max_usage_in_bytes", "10485761\n");
        Read().ShouldBe(11);

        Write("proc/42/cgroup", "0::/system.slice/docker-4d3f.scope\n");
        Write("sys/system.slice/docker-4d3f.scope/memory.peak", "1048576\n");
        Read().ShouldBe(1);
    }

    [Fact]
    public void A_process_of_another_machine_is_not_taken_for_the_container()
    {
        Write("proc/42/cgroup", "0::/user.slice\n");
        Write("sys/user.slice/memory.peak", "1048576\n");
        Read().ShouldBeNull();
    }

    [Fact]
    public void Where_nothing_tells_nothing_is_told()
    {
        Read().ShouldBeNull();
        Write("proc/42/cgroup", "0::/docker/4d3f\n");
        Read().ShouldBeNull();
    }

    private int? Read() => MemoryGauge.Read(_folder["proc"], _folder["sys"], Container);

    private void Write(string path, string text)
    {
        var file = _folder[path];
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
