namespace LabelHook.Cli.Manual;

// The text of labelhook(1).
internal static class LabelHookManual
{
    private const string Date = "2026-11-27";

    private const string Description = """
        .SH DESCRIPTION
        LabelHook reads the labels of a module's container image, allocates its TCP and UDP ports from the node's
        ports database, and writes the environment file that the module's systemd units load with
        \fBEnvironmentFile=\fR.
        A module keeps its ports until they are explicitly released.
        .PP
        Standard output is the result.
        Messages go to standard error; with \fB\-\-json\fR, an error is a JSON object with a stable code.
        .PP
        LabelHook reads these labels:
        .TP
        \fBorg.nethserver.tcp\-ports\-demand\fR, \fBorg.nethserver.udp\-ports\-demand\fR
        Number of consecutive ports to allocate to the module, and the most that the module itself can request.
        .TP
        \fBorg.nethserver.authorizations\fR
        \fIagent\fR:\fIrole\fR[,\fIrole\fR...], separated by blanks: the module's roles at other agents.
        The roles \fBnode:allocate\-ports\fR and \fBnode:deallocate\-ports\fR allow it to change its own ports.
        .PP
        \fBlabelhook inspect\fR and \fBlabelhook plan\fR also read the labels of images that do not exist yet:
        the LABEL instructions of \fIContainerfile\fR, \fIContainerfile.NAME\fR or \fINAME.Containerfile\fR, and the
        same with \fIDockerfile\fR.
        The labels of the base image are not known then, and a label of LabelHook must not use a variable.
        With \fB\-\fR they read the output of \fBskopeo inspect \-\-config\fR on standard input.
        .PP
        With \fBlabelhook scan\fR and \fBlabelhook watch\fR, a module follows one image of its repository:
        of those that arrived since the last scan, the one that was created last;
        among images with the same creation time, the one with the greatest tag.
        Numbers in tags compare as numbers, a pre\-release comes before its release, and tags like \fBlatest\fR come
        before all versions.
        If an image has no usable creation time (none, before 2013, or in the future), only tags decide.
        These commands do not install an image that is older than the module's own,
        or an image without the ports label of a module that has ports;
        \fBlabelhook install\fR does.
        """;

    private const string Rest = """
        .SH EXIT STATUS
        .TP
        .B 0
        Success.
        .TP
        .B 1
        Failure: a message on standard error states the error, the value, and what is accepted.
        Nothing was changed unless the message says so.
        Also if \fBcheck\fR found something, \fBinspect \-\-expect\fR found a difference, \fBplan\fR found that a module
        does not fit, or \fBadopt\fR left something out.
        .TP
        .B 2
        Invalid usage.
        .PP
        \fBlabelhook exec\fR exits with the code of its command, with 127 if the command is not found, and with 126 if
        it cannot be run.
        The steps of \fBlabelhook ns8\fR exit with the codes of NethServer 8.
        .SH ENVIRONMENT
        .TP
        .B LABELHOOK_STATE
        The state folder, unless \fB\-\-state\fR is given.
        Without either, it is in systemd's \fBSTATE_DIRECTORY\fR, else in the user's \fBXDG_STATE_HOME\fR.
        .TP
        .B LABELHOOK_DATABASE
        The ports database, instead of that of the configuration or the state folder.
        .TP
        \fBCONTAINER_HOST\fR, \fBDOCKER_HOST\fR
        The container engine, if neither \fB\-\-engine\fR nor the configuration names one.
        Without these, the docker context names it (\fBDOCKER_CONTEXT\fR, \fBDOCKER_CONFIG\fR).
        .TP
        \fBDOCKER_TLS\fR, \fBDOCKER_TLS_VERIFY\fR
        Demand TLS, which LabelHook does not support: it refuses to use such an engine.
        .TP
        \fBCONTAINERS_STORAGE_CONF\fR, \fBCONTAINERS_STORAGE_CONF_OVERRIDE\fR, \fBSTORAGE_DRIVER\fR,
        \fBSTORAGE_OPTS\fR, \fBXDG_DATA_HOME\fR, \fBHOME\fR
        Determine podman's image stores.
        .TP
        \fBCONTAINERS_REGISTRIES_CONF\fR, \fBREGISTRIES_CONFIG_PATH\fR, \fBXDG_CONFIG_HOME\fR, \fBXDG_CACHE_HOME\fR
        Determine podman's configuration and its aliases of short names.
        .TP
        .B XDG_RUNTIME_DIR
        The folder of the sockets of the user's engines.
        .TP
        \fBAGENT_TASK_USER\fR, \fBAGENT_COMFD\fR
        The caller of a step of \fBlabelhook ns8\fR, and the file descriptor of the pipe to the agent of NethServer 8.
        .TP
        \fBNOTIFY_SOCKET\fR, \fBJOURNAL_STREAM\fR
        Set by systemd for \fBlabelhook watch\fR: the socket to notify, and the journal that reads standard error.
        .TP
        \fBNO_COLOR\fR, \fBTERM\fR
        Output to a terminal has no colors if the first is set, or the second is \fBdumb\fR.
        .SH FILES
        .TP
        .I /etc/labelhook/labelhook.yaml
        The configuration: \fBband\fR, \fBexclude\fR, \fBavoid\-in\-use\fR, \fBsingle\-port\-list\fR, \fBlog\-days\fR,
        \fBlog\-rows\fR, \fBdatabase\fR, \fBenvironment\-file\fR, \fBengine\fR and \fBmodules\fR; all keys are optional.
        .TP
        .I /var/lib/labelhook
        The state folder of root; that of other users is
        .IR ~/.local/state/labelhook .
        .TP
        .I /run/labelhook
        Which folders were synced since they last changed; that of other users is
        .IR /run/user/UID/labelhook .
        It can be deleted at any time.
        .TP
        .I /usr/local/lib/systemd/system/labelhook*
        Units that run \fBlabelhook install\fR, \fBlabelhook scan\fR and \fBlabelhook watch\fR.
        .TP
        .I ports.sqlite
        The ports database, in the state folder.
        .TP
        .I modules/MODULE/environment
        The environment file of a module, in the state folder.
        .SH EXAMPLES
        Allocate the ports that an image demands, and show them:
        .PP
        .nf
        .RS
        labelhook install mattermost1 mattermost.yaml
        labelhook list mattermost1
        .RE
        .fi
        .PP
        Show whether three more of them would fit:
        .PP
        .nf
        .RS
        labelhook plan mattermost.yaml=3
        .RE
        .fi
        .PP
        Allocate a port as the module itself, within the demand of its image:
        .PP
        .nf
        .RS
        labelhook install chat1 runtime\-ports.yaml
        labelhook deallocate chat1 \-\-protocol udp \-\-as module/chat1
        labelhook allocate chat1 1 \-\-protocol udp \-\-as module/chat1
        .RE
        .fi
        .PP
        Reserve ports for something that is not a module:
        .PP
        .nf
        .RS
        labelhook reserve 20100\-20199 \-\-protocol udp \-\-reason "SIP trunk"
        .RE
        .fi
        .PP
        Enable completion in the current bash:
        .PP
        .nf
        .RS
        source <(labelhook completion bash)
        .RE
        .fi
        .SH SEE ALSO
        .BR labelhook.yaml (5),
        .BR podman (1),
        .BR docker (1),
        .BR systemd.exec (5)
        """;

    public static ManualText Text => new(Date, Description, Rest);
}
