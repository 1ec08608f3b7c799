namespace LambdaImage.Engine.Builders.Daemonless;

/// <summary>Numeric user and group of a file.</summary>
internal sealed record Owner(long UserId, long GroupId)
{
    /// <summary>Reads <c>[user][:group]</c>. Names are looked up in the image's own lists, which are asked for only when
    /// there is a name.</summary>
    /// <param name="text">For example <c>1000:1000</c> or <c>app</c>.</param>
    /// <param name="list">Gives the text of <c>etc/passwd</c> or <c>etc/group</c>; empty when the image has
    /// none.</param>
    /// <returns>The owner; null when a name is in neither.</returns>
    public static async Task<Owner?> FindAsync(string text, Func<string, Task<string>> list)
    {
        var parts = text.Split(':', 2);
        var user = Number(parts[0]);
        long? group = null;
        if (user is null)
        {
            // name:password:uid:gid:…
            var fields = Find(await list("etc/passwd"), parts[0]);
            if (fields is not [_, _, var uid, var gid, ..] || !long.TryParse(uid, out var found)) return null;
            user = found;
            // A user named has its own group; a bare number stands for the group as well.
            group = long.TryParse(gid, out var own) ? own : null;
        }

        if (parts.Length == 1) return new Owner(user.Value, group ?? user.Value);
        if (Number(parts[1]) is { } number) return new Owner(user.Value, number);
        return Find(await list("etc/group"), parts[1]) is [_, _, var line, ..] && long.TryParse(line, out var named)
            ? new Owner(user.Value, named)
            : null;
    }

    /// <summary>As in BuildKit root is 0 whatever the lists say, and so is nothing beside a colon.</summary>
    private static long? Number(string name) => name is "" or "root" ? 0 : long.TryParse(name, out var id) && id >= 0 ? id : null;

    private static string[]? Find(string list, string name) =>
        list.Split('\n').Select(line => line.TrimEnd('\r').Split(':')).FirstOrDefault(fields => fields[0] == name);
}
