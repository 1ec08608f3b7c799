<#
.SYNOPSIS
A session of AWS.Tools, as scripts see it: its variables and the cmdlets that set them, made of the real AWS SDK in another version.
.DESCRIPTION
AWS.Tools loads its SDK into PowerShell's own load context, and keeps the credentials in a property that is not public.
#>
param([Parameter(Mandatory)][string] $Sdk)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

Add-Type -Path $Sdk
Add-Type -ReferencedAssemblies $Sdk, System.Runtime, System.Threading, netstandard -WarningAction SilentlyContinue -IgnoreWarnings -TypeDefinition '
    namespace Amazon.PowerShell.Common
    {
        public sealed class AWSPSCredentials
        {
            public AWSPSCredentials(Amazon.Runtime.AWSCredentials credentials) => Credentials = credentials;
            internal Amazon.Runtime.AWSCredentials Credentials { get; }
        }

        // Keys that are renewed whenever somebody asks: RENEWED1, RENEWED2, ...
        public sealed class RenewedCredentials : Amazon.Runtime.AWSCredentials
        {
            private int _times;
            public int Times => _times;
            public override Amazon.Runtime.ImmutableCredentials GetCredentials() =>
                new("RENEWED" + System.Threading.Interlocked.Increment(ref _times), "secret", null);
        }
    }'

<#
.SYNOPSIS
Keeps credentials in the session, or in a profile with -StoreAs.
#>
function Set-AWSCredential {
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSAvoidUsingPlainTextForPassword', '', Justification = 'As in AWS.Tools.')]
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUsePSCredentialType', '', Justification = 'An AWSCredentials, as in AWS.Tools.')]
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSAvoidGlobalVars', '', Justification = 'AWS.Tools keeps its session in global variables.')]
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'As in AWS.Tools.')]
    [CmdletBinding()]
    param([string] $AccessKey, [string] $SecretKey, [string] $SessionToken, [string] $ProfileName, [string] $ProfileLocation, [string] $StoreAs, [object] $Credential)

    if ($StoreAs) {
        $options = [Amazon.Runtime.CredentialManagement.CredentialProfileOptions]@{ AccessKey = $AccessKey; SecretKey = $SecretKey }
        $store = [Amazon.Runtime.CredentialManagement.SharedCredentialsFile]::new($ProfileLocation)
        $store.RegisterProfile([Amazon.Runtime.CredentialManagement.CredentialProfile]::new($StoreAs, $options))
        return
    }

    $credentials = if ($Credential) { $Credential }
    elseif ($ProfileName) {
        $found = $null
        $chain = [Amazon.Runtime.CredentialManagement.CredentialProfileStoreChain]::new($ProfileLocation)
        if (-not $chain.TryGetAWSCredentials($ProfileName, [ref] $found)) { throw "There is no profile $ProfileName." }
        $found
    }
    elseif ($SessionToken) { [Amazon.Runtime.SessionAWSCredentials]::new($AccessKey, $SecretKey, $SessionToken) }
    else { [Amazon.Runtime.BasicAWSCredentials]::new($AccessKey, $SecretKey) }
    $global:StoredAWSCredentials = [Amazon.PowerShell.Common.AWSPSCredentials]::new($credentials)
}

<#
.SYNOPSIS
Keeps the Region in the session.
#>
function Set-DefaultAWSRegion {
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSAvoidGlobalVars', '', Justification = 'AWS.Tools keeps its session in global variables.')]
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'As in AWS.Tools.')]
    [CmdletBinding()]
    param([string] $Region)

    $global:StoredAWSRegion = $Region
}

Export-ModuleMember -Function Set-AWSCredential, Set-DefaultAWSRegion
