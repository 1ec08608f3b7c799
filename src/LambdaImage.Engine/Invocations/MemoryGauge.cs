using System.Globalization;

namespace LambdaImage.Engine.Invocations;

/// <summary>Reads the most memory that a container took so far from the system's control groups.
/// <see href="https://docs.kernel.org/admin-guide/cgroup-v2.html"/></summary>
internal static class MemoryGauge
{
    private const int Megabyte = 1024 * 1024;

    /// <returns>MB; null: the container is not on this system, or the system does not tell.</returns>
    public static int? Read(ContainerState container) => Read("/proc", "/sys/fs/cgroup", container);

    internal static int? Read(string processes, string groups, ContainerState container)
    {
        try
        {
            foreach (var line in File.ReadLines(Path.Combine(processes, container.ProcessId.ToString(CultureInfo.InvariantCulture), "cgroup")))
            {
                // A number that belongs to a process of another machine must not be taken for the container's.
                if (line.Split(':', 3) is not [_, var controllers, var path] || !path.Contains(container.Id, StringComparison.Ordinal)) continue;
                var folder = path.TrimStart('/');
                var file = controllers.Length == 0 ? Path.Combine(groups, folder, "memory.peak")
                    : controllers.Split(',').Contains("memory") ? Path.Combine(groups, "memory", folder, "memory.max_usage_in_bytes")
                    : null;
                if (file is not null && long.TryParse(File.ReadAllText(file).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var bytes))
                    return (int)((bytes + Megabyte - 1) / Megabyte);
            }
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException)
        {
            // Then nobody knows.
        }

        return null;
    }
}
