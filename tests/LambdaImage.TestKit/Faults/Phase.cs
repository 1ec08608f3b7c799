namespace LambdaImage.TestKit.Faults;

/// <summary>What a request to a registry is for: the steps of a push and of a pull.
/// <see href="https://github.com/opencontainers/distribution-spec/blob/main/spec.md#endpoints"/></summary>
internal enum Phase
{
    Ping,
    Token,
    HeadManifest,
    GetManifest,
    HeadBlob,
    GetBlob,
    MountBlob,
    StartUpload,
    SendBytes,
    AskUpload,
    FinishUpload,
    CancelUpload,
    PutManifest,
    PutTag,
}

internal static class Phases
{
    public static Phase Of(string method, string target)
    {
        var path = target.Split('?')[0];
        var isUpload = path.Contains("/blobs/uploads/", StringComparison.Ordinal);
        var isManifest = path.Contains("/manifests/", StringComparison.Ordinal);
        return (method, isUpload, isManifest) switch
        {
            ("POST", true, _) => target.Contains("mount=", StringComparison.Ordinal) ? Phase.MountBlob : Phase.StartUpload,
            ("PATCH", true, _) => Phase.SendBytes,
            ("GET", true, _) => Phase.AskUpload,
            ("PUT", true, _) => Phase.FinishUpload,
            ("DELETE", true, _) => Phase.CancelUpload,
            ("HEAD", _, true) => Phase.HeadManifest,
            ("GET", _, true) => Phase.GetManifest,
            ("PUT", _, true) => path.Contains("sha256:", StringComparison.Ordinal) ? Phase.PutManifest : Phase.PutTag,
            ("HEAD", _, _) => Phase.HeadBlob,
            _ when path == FaultProxy.TokenPath => Phase.Token,
            _ => path == "/v2/" ? Phase.Ping : Phase.GetBlob,
        };
    }
}
