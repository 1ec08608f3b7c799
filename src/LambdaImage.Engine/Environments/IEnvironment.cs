using System.Collections.ObjectModel;

namespace LambdaImage.Engine.Environments;

/// <summary>The process environment, as a constructor argument.</summary>
internal interface IEnvironment
{
    /// <summary>Value of an environment variable; null when it is not set or empty.</summary>
    string? Get(string name);

    /// <summary>All variables, as programs that are started inherit them.</summary>
    IReadOnlyDictionary<string, string> Variables => ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Home folder of the user.</summary>
    string Home { get; }

    /// <summary>Folder for data that can be made again.</summary>
    string CacheFolder { get; }
}
