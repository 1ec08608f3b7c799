using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace LambdaImage.Engine.Processes;

/// <summary>A process and all that it has started, so that nothing of a cancelled build lives on.</summary>
/// <remarks>
/// Container CLIs start plugins, and a plugin outlives a CLI that is ended first. The family is therefore noted before anything is ended,
/// asked to stop (SIGTERM lets BuildKit and buildah clean up), and what is left after the grace is killed. Windows has no such request for
/// one process without a console of its own: there the tree is killed at once.
/// </remarks>
internal sealed class ProcessTree(Process root)
{
    private const int Terminate = 15;
    private const int Kill = 9;

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    /// <summary>How long the system may take to remove killed processes; those that wait for a dead disk stay longer.</summary>
    private static readonly TimeSpan KillTime = TimeSpan.FromMilliseconds(300);

    /// <summary>Ends the tree; returns when its root is gone.</summary>
    /// <param name="grace">How long processes may take to stop by themselves.</param>
    public async Task EndAsync(TimeSpan grace)
    {
        if (!OperatingSystem.IsWindows()) await EndFamilyAsync(grace);
        try
        {
            root.Kill(entireProcessTree: true);
        }
        catch (Exception problem) when (problem is InvalidOperationException or System.ComponentModel.Win32Exception or AggregateException)
        {
            // It has ended in the meantime, or a child of it has.
        }

        await root.WaitForExitAsync(CancellationToken.None);
    }

    [UnsupportedOSPlatform("windows")]
    private async Task EndFamilyAsync(TimeSpan grace)
    {
        var family = Family(await ListAsync(), [root.Id]);
        foreach (var member in family) _ = Signal(member.Id, Terminate);
        family = await WaitAsync(family, grace);
        foreach (var member in family) _ = Signal(member.Id, Kill);
        await WaitAsync(family, KillTime);
    }

    /// <summary>Waits for a family to end.</summary>
    /// <returns>Those still there, with the children they have started meanwhile.</returns>
    private static async Task<List<Member>> WaitAsync(List<Member> family, TimeSpan limit)
    {
        var started = Stopwatch.GetTimestamp();
        while (family.Count > 0 && Stopwatch.GetElapsedTime(started) < limit)
        {
            await Task.Delay(Poll);
            var now = await ListAsync();
            family = Family(now, [.. family.Where(now.Contains).Select(member => member.Id)]);
        }

        return family;
    }

    private static List<Member> Family(IReadOnlyCollection<Member> all, IReadOnlyCollection<int> roots)
    {
        var children = all.ToLookup(member => member.Parent);
        var family = all.Where(member => roots.Contains(member.Id)).ToList();
        for (var i = 0; i < family.Count; i++) family.AddRange(children[family[i].Id].Except(family));
        return family;
    }

    private static async Task<IReadOnlyCollection<Member>> ListAsync() =>
        OperatingSystem.IsLinux() ? ListFromProc() : await ListFromPsAsync();

    /// <summary>Reads process id, parent and start time. <see href="https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html"/></summary>
    private static HashSet<Member> ListFromProc()
    {
        HashSet<Member> members = [];
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id)) continue;
            try
            {
                var text = File.ReadAllText(Path.Combine(folder, "stat"));
                // The name is in parentheses and may hold anything; the fields after it are state, parent, …, start time (22nd).
                var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
                if (fields[0] is "Z" or "X") continue;
                members.Add(new Member(id, int.Parse(fields[1], CultureInfo.InvariantCulture), fields[19]));
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                // Ended while it was read.
            }
        }

        return members;
    }

    private static async Task<IReadOnlyCollection<Member>> ListFromPsAsync()
    {
        using var ps = Process.Start(new ProcessStartInfo("/bin/ps", ["-axo", "pid=,ppid=,stat=,lstart="])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
        var text = await ps.StandardOutput.ReadToEndAsync();
        await ps.WaitForExitAsync();
        return [.. text.Split('\n')
            .Select(line => line.Split(' ', 4, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .Where(fields => fields.Length == 4 && !fields[2].StartsWith('Z'))
            .Select(fields => new Member(
                int.Parse(fields[0], CultureInfo.InvariantCulture), int.Parse(fields[1], CultureInfo.InvariantCulture), fields[3]))];
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Signal(int process, int signal);

    /// <param name="Id">Process id.</param>
    /// <param name="Parent">Id of its parent.</param>
    /// <param name="Started">Start time as the system writes it: tells a process from a later one with the same id.</param>
    private readonly record struct Member(int Id, int Parent, string Started)
    {
        // A process whose parent has ended gets another parent, and stays the same process.
        public bool Equals(Member other) => Id == other.Id && Started == other.Started;

        public override int GetHashCode() => HashCode.Combine(Id, Started);
    }
}
