#Requires -Version 7.4
#Requires -Modules @{ ModuleName = 'AWS.Tools.SimpleSystemsManagement'; RequiredVersion = '5.0.90' }

$greeting = 'Hello'

function Get-Greeting {
    [CmdletBinding()]
    [OutputType([hashtable])]
    param($LambdaInput, $LambdaContext)

    Write-Verbose "Event $($LambdaContext.AwsRequestId)"
    @{ message = "$greeting $($LambdaInput.name)" }
}
